import { createAttachmentLists } from "../analysis/attachment-lists.ts";
import { createInspectionCache } from "../attachments/inspect/inspection.ts";
import { createShownFiles } from "../attachments/shown-files.ts";
import { createTextCache } from "../attachments/text/text-cache.ts";
import type { Log } from "../base/log.ts";
import type { Tracing } from "../base/tracing.ts";
import { TtlCache } from "../base/ttl-cache.ts";
import { createAccountingConnections } from "../codat/connections.ts";
import { createCustomerTotals } from "../codat/customer-query/customer-totals.ts";
import { createFreshnessCache } from "../codat/freshness.ts";
import type { Redactor } from "../codat/redact.ts";
import type { TagOf } from "../guard/mask/pseudonyms.ts";
import type { Settings } from "../settings/index.ts";
import type { ToolDeps } from "../toolkit/define/context.ts";
import { createGrantClient } from "./grant-client.ts";
import type { Shared } from "./shared.ts";

export interface GrantDeps {
  log: Log;
  redactor: Redactor;
  /** The built src/worker.ts. */
  worker: URL;
  tracing: Tracing | undefined;
  /** Tags masked values. Undefined for numbers of this grant. */
  tagOf: TagOf | undefined;
  report: ToolDeps["report"];
}

const companyTtlMs = 60_000;
const mostReaders = 8;

/** What the calls of one grant need. */
export function grantDeps(settings: Settings, shared: Shared, deps: GrantDeps): ToolDeps {
  const { log, redactor, worker, tracing, tagOf, report } = deps;
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
    report,
  };
}
