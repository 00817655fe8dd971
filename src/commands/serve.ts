import type { McpServer } from "@modelcontextprotocol/server";
import { createClient, type Upstream } from "../codat/client.ts";
import { createCredential } from "../codat/credential.ts";
import type { Redactor } from "../codat/redact.ts";
import type { Log } from "../log.ts";
import type { Sandbox } from "../sandbox/index.ts";
import { buildServer } from "../server.ts";
import { keySourceOf, retriesOf, type Settings } from "../settings/index.ts";
import type { CallRecord } from "../toolkit/answer-call.ts";

export interface Serving {
  /** Builds the server of one connection. */
  factory: () => McpServer;
  /** Ends what serving has started. */
  close: () => Promise<void>;
}

/** All that serving needs, put together from the settings. Touches nothing until the first call. */
export async function createServing(
  settings: Settings,
  { version, log, redactor }: { version: string; log: Log; redactor: Redactor },
): Promise<Serving> {
  // Only here is the sandbox loaded: a start without it pays nothing for it.
  const sandbox = settings.sandbox ? await import("../sandbox/index.ts") : undefined;
  let running: Promise<Sandbox> | undefined;
  let found: Promise<Upstream> | undefined;
  const find = async (): Promise<Upstream> => {
    if (!sandbox)
      return { baseUrl: settings.baseUrl, credential: createCredential(keySourceOf(settings), redactor) };
    running = sandbox.startSandbox();
    const { baseUrl, apiKey } = await running;
    return { baseUrl: new URL(baseUrl), credential: createCredential({ key: apiKey }, redactor) };
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
    factory: () =>
      buildServer({
        version,
        notes,
        client,
        retries,
        limits: settings,
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
  { unexpected, tool, outcome, status, attempts, ms, correlationId }: CallRecord,
): void {
  log("info", "call", { tool, outcome, status, attempts, ms, correlationId });
  if (unexpected) log("error", "unexpected", { tool, ...unexpected });
}
