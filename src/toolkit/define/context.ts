import type { AttachmentLists } from "../../analysis/attachment-lists.ts";
import type { InspectionCache } from "../../attachments/inspect/inspection.ts";
import type { ShownFiles } from "../../attachments/shown-files.ts";
import type { TextCache } from "../../attachments/text/text-cache.ts";
import type { TtlCache } from "../../base/ttl-cache.ts";
import type { AccountingConnections } from "../../codat/connections.ts";
import type { CustomerTotals } from "../../codat/customer-query/customer-totals.ts";
import type { FreshnessCache } from "../../codat/freshness.ts";
import type { JsonObject } from "../../codat/json-object.ts";
import type { Quota } from "../../codat/quota.ts";
import type { CallContext, CallDeps } from "../call/call.ts";

/** Shared by all tools, resources and prompts of a server. */
export interface ToolDeps extends CallDeps {
  textCache: TextCache;
  inspections: InspectionCache;
  shownFiles: ShownFiles;
  /** The built src/worker.ts. */
  worker: URL;
  connections: AccountingConnections;
  /** Companies by id. */
  companies: TtlCache<JsonObject | undefined>;
  freshness: FreshnessCache;
  totals: CustomerTotals;
  quota: Quota;
  attachmentLists: AttachmentLists;
}

/** What a tool can use besides its arguments. */
export type ToolContext = CallContext &
  Omit<ToolDeps, "connections" | "redact" | "debug" | "report" | "warn" | "tracing">;

/** What tools, resources and prompts are registered with. */
export interface Registration extends Pick<CallDeps, "settings" | "report" | "redact"> {
  /** Opens what calls need. A server that is only listed does not load it. */
  open: () => Promise<ToolDeps>;
}
