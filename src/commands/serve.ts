import type { McpServer } from "@modelcontextprotocol/server";
import { createTexts } from "../attachments/texts.ts";
import { createClient, type Upstream } from "../codat/client.ts";
import { createCredential } from "../codat/credential.ts";
import type { Redactor } from "../codat/redact.ts";
import type { Log } from "../log.ts";
import type { Sandbox } from "../sandbox/index.ts";
import { serverFactory } from "../server.ts";
import { keySourceOf, retriesOf, type Settings } from "../settings/index.ts";
import type { CallRecord } from "../toolkit/call.ts";
import type { AnswerSettings } from "../toolkit/define-tool.ts";

export interface Serving {
  /** Builds the server of one connection. */
  factory: () => McpServer;
  /** Ends what serving has started. */
  close: () => Promise<void>;
}

export interface ServingDeps {
  version: string;
  log: Log;
  redactor: Redactor;
  /** The file of the worker that reads words. */
  worker: URL;
}

/** All that serving needs, put together from the settings. Touches nothing until the first call. */
export async function createServing(
  settings: Settings,
  { version, log, redactor, worker }: ServingDeps,
): Promise<Serving> {
  // Only here is the sandbox loaded: a start without it pays nothing for it.
  const sandbox = settings.sandbox ? await import("../sandbox/index.ts") : undefined;
  let running: Promise<Sandbox> | undefined;
  let found: Promise<Upstream> | undefined;
  const find = async (): Promise<Upstream> => {
    const { redact } = redactor;
    if (!sandbox) {
      return {
        baseUrl: settings.baseUrl,
        credential: createCredential(keySourceOf(settings), redactor),
        redact,
      };
    }
    running = sandbox.startSandbox();
    const { baseUrl, apiKey } = await running;
    return { baseUrl: new URL(baseUrl), credential: createCredential({ key: apiKey }, redactor), redact };
  };

  const retries = retriesOf(settings);
  const client = createClient(
    { ...settings, retries },
    () => {
      found ??= find();
      return found;
    },
    `codat-customers-mcp/${version}`,
  );
  const notes = settings.sandbox ? (await import("../sandbox/notes.ts")).sandboxNotes() : undefined;
  if (sandbox) log("warn", "sandbox", { note: "made-up companies stand in for Codat" });
  return {
    factory: serverFactory({
      version,
      notes,
      client,
      retries,
      settings: answerSettingsOf(settings),
      texts: createTexts(worker),
      redact: redactor.redact,
      report: (record) => logCall(log, record),
    }),
    close: async () => {
      await (await running)?.close();
    },
  };
}

function logCall(
  log: Log,
  { unexpected, kind, name, outcome, status, attempts, ms, correlationId }: CallRecord,
): void {
  log("info", "call", { [kind]: name, outcome, status, attempts, ms, correlationId });
  if (unexpected) log("error", "unexpected", { [kind]: name, ...unexpected });
}

// Not the settings whole: they hold the key.
function answerSettingsOf(settings: Settings): AnswerSettings {
  const { resultLimitChars, attachmentFormat, attachmentInlineLimitBytes, attachmentMaxBytes, downloadDir } =
    settings;
  return { resultLimitChars, attachmentFormat, attachmentInlineLimitBytes, attachmentMaxBytes, downloadDir };
}
