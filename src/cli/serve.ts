import type { McpServer } from "@modelcontextprotocol/server";
import { createAttachmentLists } from "../analysis/attachment-lists.ts";
import { createInspectionCache } from "../attachments/inspect/inspection.ts";
import { createShownFiles } from "../attachments/shown-files.ts";
import { createTextCache } from "../attachments/text/text-cache.ts";
import { codeOf } from "../base/error-trace.ts";
import { toEnd } from "../base/event-loop.ts";
import type { Log } from "../base/log.ts";
import { TtlCache } from "../base/ttl-cache.ts";
import { createAccountingConnections } from "../codat/connections.ts";
import { createCustomerTotals } from "../codat/customer-query/customer-totals.ts";
import { createFreshnessCache } from "../codat/freshness.ts";
import { redactDeep } from "../codat/redact.ts";
import { createAudit } from "../guard/audit/audit.ts";
import type { CallRecord } from "../guard/audit/call-record.ts";
import { serverFactory } from "../server.ts";
import type { Settings } from "../settings/index.ts";
import { type ClientDeps, createConfiguredClient } from "./configured-client.ts";
import { loadSandbox } from "./sandbox-module.ts";

export interface Serving {
  /** Builds the server of one connection. */
  factory: () => McpServer;
  /** Stops everything that serving started. */
  close: () => Promise<void>;
}

export interface ServingDeps extends ClientDeps {
  /** The id of this process. */
  pid: number;
  log: Log;
  /** The built src/worker.ts. */
  worker: URL;
}

const companyTtlMs = 60_000;

/** Builds everything that serving needs from the settings. Opens and reads nothing until the first call. */
export async function createServing(settings: Settings, deps: ServingDeps): Promise<Serving> {
  const { version, pid, log, redactor, worker, sandboxModule } = deps;
  const { client, mask, quota, close } = createConfiguredClient(settings, {
    ...deps,
    warn: (warning) => log("warn", "key_file", { warning }),
  });
  const audit =
    settings.auditLog === "none"
      ? undefined
      : createAudit({
          target: settings.auditLog,
          pid,
          reportHead: ({ chain, seq, hash }) => log("info", "audit_head", { chain, seq, hash }),
        });
  const notes = settings.sandbox
    ? (await loadSandbox(sandboxModule)).sandboxNotes(settings.companyIds)
    : undefined;
  if (settings.sandbox) log("warn", "sandbox", { note: "serving made-up companies instead of Codat" });
  return {
    factory: serverFactory({
      version,
      notes,
      client,
      settings,
      textCache: createTextCache(worker, mask.text),
      inspections: createInspectionCache(),
      shownFiles: createShownFiles(),
      worker,
      connections: createAccountingConnections(),
      freshness: createFreshnessCache(),
      totals: createCustomerTotals(),
      quota,
      attachmentLists: createAttachmentLists(),
      companies: new TtlCache({ ttlMs: companyTtlMs, maxEntries: 1000 }),
      redact: redactor.redact,
      debug: (event, values) => log("debug", event, values),
      warn: (warning) => log("warn", "call", { warning }),
      report: async (record, unexpected) => {
        logCall(log, record);
        if (unexpected) log("error", "unexpected", { [record.kind]: record.name, ...unexpected });
        await audit?.write(toEnd(redactDeep(record, redactor.redact)), settings).catch((error) => {
          log("error", "audit", { code: codeOf(error) });
          throw error;
        });
      },
    }),
    close: async () => {
      await audit?.close();
      await close();
    },
  };
}

function logCall(log: Log, { kind, name, outcome, status, attempts, ms, correlationId }: CallRecord): void {
  log("info", "call", { [kind]: name, outcome, status, attempts, ms, correlationId });
}
