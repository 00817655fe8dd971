import type { CallToolResult } from "@modelcontextprotocol/server";
import type { Codat, Trace } from "../../codat/client.ts";
import type { CallNotes } from "../../guard/audit.ts";
import type { Settings } from "../../settings/index.ts";
import type { TextCache } from "../text/text-cache.ts";

export type ContentBlock = CallToolResult["content"][number];

/** What the delivery of a file may use; a tool's context is one. */
export interface DeliveryContext {
  codat: Codat;
  settings: Settings;
  textCache: TextCache;
  signal: AbortSignal;
  /** Reports how far the call is; both numbers in the same unit, the message for a person. */
  progress: (done: number, total: number | undefined, message: string) => void;
  notes: CallNotes;
  trace: Trace;
}
