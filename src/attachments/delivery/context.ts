import type { CallToolResult } from "@modelcontextprotocol/server";
import type { Codat, Trace } from "../../codat/client.ts";
import type { CallNotes } from "../../guard/audit/call-record.ts";
import type { Format, Settings } from "../../settings/index.ts";
import type { ShownFiles } from "../shown-files.ts";
import type { TextCache } from "../text/text-cache.ts";

export type ContentBlock = CallToolResult["content"][number];

/** The facts of a downloaded file, for programs. */
export interface FileFacts {
  name: string;
  /** The path of a file inside the attachment's file. The other facts are about that file. */
  member?: string | undefined;
  type?: string | undefined;
  /** Bytes. */
  size?: number | undefined;
  sha256?: string | undefined;
  /** The form in which the file is returned: never `auto`. */
  format: Format;
  page?: number | undefined;
  pages?: number | undefined;
  part?: number | undefined;
  parts?: number | undefined;
  width?: number | undefined;
  height?: number | undefined;
  matches?: number | undefined;
  path?: string | undefined;
}

/** What a download returns. */
export interface Delivery {
  content: ContentBlock[];
  file: FileFacts;
}

/** Reports how far a call is; both numbers in the same unit, the message for a person. */
export type Progress = (done: number, total: number | undefined, message: string) => void;

/** What the delivery of a file needs. A tool's context has all of it. */
export interface DeliveryContext {
  codat: Codat;
  settings: Settings;
  textCache: TextCache;
  shownFiles: ShownFiles;
  /** The built src/worker.ts. */
  worker: URL;
  signal: AbortSignal;
  progress: Progress;
  notes: CallNotes;
  trace: Trace;
}
