import type { McpServer } from "@modelcontextprotocol/server";
import { createTextCache } from "../attachments/text/text-cache.ts";
import type { Log } from "../base/log.ts";
import { TtlCache } from "../base/ttl-cache.ts";
import { createAccountingConnections } from "../codat/connections.ts";
import { codeOf } from "../codat/network-error.ts";
import type { Redactor } from "../codat/redact.ts";
import { createAudit } from "../guard/audit.ts";
import { serverFactory } from "../server.ts";
import { retriesOf, type Settings } from "../settings/index.ts";
import { redacted } from "../toolkit/call/answer.ts";
import type { CallRecord } from "../toolkit/call/call.ts";
import type { AnswerSettings } from "../toolkit/define/define-tool.ts";
import { clientOf } from "./configured-client.ts";
import { loadSandbox } from "./sandbox-module.ts";

export interface Serving {
  /** Builds the server of one connection. */
  factory: () => McpServer;
  /** Ends what serving has started. */
  close: () => Promise<void>;
}

export interface ServingDeps {
  version: string;
  /** Of this process. */
  pid: number;
  log: Log;
  redactor: Redactor;
  /** The file of the worker that extracts text. */
  worker: URL;
  /** The file that brings proxies. */
  proxyModule: URL;
  /** The file that holds the sandbox. */
  sandboxModule: URL;
}

/** All that serving needs, put together from the settings. Touches nothing until the first call. */
export async function createServing(
  settings: Settings,
  { version, pid, log, redactor, worker, proxyModule, sandboxModule }: ServingDeps,
): Promise<Serving> {
  const { client, mask, close } = clientOf(settings, { version, redactor, proxyModule, sandboxModule });
  const audit =
    settings.auditLog === "none" ? undefined : createAudit(settings.auditLog, { pid, mask: settings.mask });
  const notes = settings.sandbox
    ? (await loadSandbox(sandboxModule)).sandboxNotes(settings.companyIds)
    : undefined;
  if (settings.sandbox) log("warn", "sandbox", { note: "made-up companies stand in for Codat" });
  return {
    factory: serverFactory({
      version,
      notes,
      client,
      retries: retriesOf(settings),
      settings: answerSettingsOf(settings),
      textCache: createTextCache(worker, mask.text),
      connections: createAccountingConnections(),
      companies: new TtlCache({ ttlMs: 60_000, maxEntries: 1000 }),
      redact: redactor.redact,
      report: async ({ unexpected, ...call }) => {
        logCall(log, { ...call, unexpected });
        await audit?.(redacted(call, redactor.redact)).catch((error) => {
          log("error", "audit", { code: codeOf(error) });
          throw error;
        });
      },
    }),
    close,
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
  const { companyIds, toolsets, mask, resultLimitChars, downloadDir } = settings;
  const { attachmentFormat, attachmentInlineLimitBytes, attachmentMaxBytes } = settings;
  return {
    companyIds,
    toolsets,
    mask,
    resultLimitChars,
    attachmentFormat,
    attachmentInlineLimitBytes,
    attachmentMaxBytes,
    downloadDir,
  };
}
