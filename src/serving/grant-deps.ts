import { createAttachmentLists } from "../analysis/attachment-lists.ts";
import { createInspectionCache } from "../attachments/inspect/inspection.ts";
import { createShownFiles } from "../attachments/shown-files.ts";
import { createTextCache } from "../attachments/text/text-cache.ts";
import { codeOf } from "../base/error-trace.ts";
import { toEnd } from "../base/event-loop.ts";
import type { Log } from "../base/log.ts";
import type { Tracing } from "../base/tracing.ts";
import { TtlCache } from "../base/ttl-cache.ts";
import { createAccountingConnections } from "../codat/connections.ts";
import { createCustomerTotals } from "../codat/customer-query/customer-totals.ts";
import { createFreshnessCache } from "../codat/freshness.ts";
import { type Redactor, redactDeep } from "../codat/redact.ts";
import type { Audit } from "../guard/audit/audit.ts";
import type { CallRecord } from "../guard/audit/call-record.ts";
import type { TagOf } from "../guard/mask/pseudonyms.ts";
import type { Settings } from "../settings/index.ts";
import type { ToolDeps } from "../toolkit/define/context.ts";
import { createGrantClient } from "./grant-client.ts";
import type { Shared } from "./shared.ts";

export interface GrantDeps {
  log: Log;
  /** Receives the record of every call when it ends. */
  onCall: ((record: CallRecord) => void) | undefined;
  redactor: Redactor;
  /** The built src/worker.ts. */
  worker: URL;
  /** Undefined if calls are not recorded. */
  audit: Audit | undefined;
  tracing: Tracing | undefined;
  /** Tags masked values. Undefined for numbers of this grant. */
  tagOf: TagOf | undefined;
}

const companyTtlMs = 60_000;
const mostReaders = 8;

/** What the calls of one grant need. */
export function grantDeps(settings: Settings, shared: Shared, deps: GrantDeps): ToolDeps {
  const { log, onCall, redactor, worker, audit, tracing, tagOf } = deps;
  const { client, mask } = createGrantClient(settings, shared, tagOf);
  return {
    client,
    settings,
    textCache: createTextCache(worker, { mask: mask.text, redact: redactor.redact }, shared.filePool),
    inspections: createInspectionCache(),
    shownFiles: createShownFiles({ maxEntries: settings.overHttp ? mostReaders : 1, pool: shared.filePool }),
    worker,
    connections: createAccountingConnections(),
    freshness: createFreshnessCache(),
    totals: createCustomerTotals(),
    quota: shared.quota,
    attachmentLists: createAttachmentLists(),
    companies: new TtlCache({ ttlMs: companyTtlMs, maxEntries: 1000 }),
    redact: redactor.redact,
    tracing,
    debug: (event, values) => log("debug", event, values),
    warn: (warning) => log("warn", "call", { warning }),
    report: async (record, unexpected) => {
      logCall(log, record);
      onCall?.(record);
      if (unexpected) log("error", "unexpected", { [record.kind]: record.name, ...unexpected });
      await audit?.write(toEnd(redactDeep(record, redactor.redact)), settings).catch((error) => {
        log("error", "audit", { code: codeOf(error) });
        throw error;
      });
    },
  };
}

function logCall(log: Log, { kind, name, outcome, status, attempts, ms, correlationId }: CallRecord): void {
  log("info", "call", { [kind]: name, outcome, status, attempts, ms, correlationId });
}
