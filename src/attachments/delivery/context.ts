import type { CallToolResult } from "@modelcontextprotocol/server";
import type { Codat } from "../../codat/client.ts";
import type { CallNotes } from "../../guard/audit.ts";
import type { Settings } from "../../settings/index.ts";
import type { TextCache } from "../text/text-cache.ts";

export type ContentBlock = CallToolResult["content"][number];

/** What the delivery of a file needs. A tool's context has all of it. */
export interface DeliveryContext {
  codat: Codat;
  settings: Settings;
  textCache: TextCache;
  signal: AbortSignal;
  /** Reports progress: both numbers in the same unit, and a message for the user. */
  progress: (done: number, total: number | undefined, message: string) => void;
  notes: CallNotes;
}
