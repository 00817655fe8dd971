import { ToolError } from "../../base/tool-error.ts";
import type { Codat, Trace } from "../../codat/client.ts";
import { sentencesForType } from "../../document-text/unsupported.ts";
import { firstSentence } from "../first-sentence.ts";
import { whileInFlight } from "../in-flight.ts";
import type { FetchedFile } from "../record.ts";
import { extractInTurn } from "../text/extract.ts";
import { describeFailure, describeText } from "./describe-text.ts";
import type { Inspection } from "./inspection.ts";

/** What inspecting a file needs of a call's context. Its signal also aborts when the time for inspecting is over. */
export interface InspectContext {
  codat: Codat;
  worker: URL;
  signal: AbortSignal;
  trace: Trace;
}

/** Inspects a downloaded file in its turn. Throws the signal's reason, and ToolError if no worker can be started. */
export async function inspectFile(
  { bytes, type }: FetchedFile,
  { worker, signal, trace }: InspectContext,
): Promise<Inspection> {
  // These need no worker.
  if (/^image\/(?!svg)/.test(type)) {
    return { status: "done", type, characters: 0, reason: firstSentence(sentencesForType(type)) };
  }
  let pages: number | undefined;
  trace.busyWith = "inspecting files";
  try {
    const text = await whileInFlight((count) => {
      count(bytes.byteLength);
      return extractInTurn(
        { bytes, type },
        {
          worker,
          signal,
          progress: (what, _, total) => {
            if (what === "page") pages = total;
          },
        },
      );
    });
    return typed(type, describeText(text, pages));
  } catch (error) {
    const found = describeFailure(error, pages);
    if (!found) throw error;
    return typed(type, found);
  } finally {
    trace.busyWith = undefined;
  }
}

function typed(type: string, { status, ...facts }: Inspection): Inspection {
  return { status, type, ...facts };
}

/** What a failed download shows of the file; undefined if it shows nothing of it, so that another call may inspect it. */
export function describeNoDownload(error: unknown): Inspection | undefined {
  const isFinal = error instanceof ToolError && aboutTheFile.has(error.kind) && !error.retryable;
  return isFinal ? { status: "failed", reason: error.message } : undefined;
}

const aboutTheFile: ReadonlySet<ToolError["kind"]> = new Set([
  "arguments",
  "bad_request",
  "forbidden",
  "not_found",
  "withheld",
  "too_large",
  "unreadable",
  "redirect",
  "upstream",
]);
