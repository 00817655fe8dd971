import { onAbort } from "../../base/abort.ts";
import { Semaphore } from "../../base/semaphore.ts";
import { ToolError } from "../../base/tool-error.ts";
import type { JsonObject } from "../../codat/json-object.ts";
import type { AttachmentsIds } from "../../codat/routes.ts";
import { bounds } from "../../document-text/bounds.ts";
import type { CallNotes } from "../../guard/audit/call-record.ts";
import type { Progress } from "../delivery/context.ts";
import { recordIn } from "../record.ts";
import { ByteBudget } from "./byte-budget.ts";
import { describeNoDownload, type InspectContext, inspectFile } from "./inspect-file.ts";
import { type Inspection, type InspectionCache, inspectionKey } from "./inspection.ts";

interface InspectAllContext extends InspectContext {
  inspections: InspectionCache;
  progress: Progress;
  notes: CallNotes;
  /** Of one file. */
  limitBytes: number;
  timeMs: number;
}

// Of these, one downloads while the others are read.
const lanes = bounds.jobs + 1;
// A file that outlasts this many calls is not tried again.
const mostInterruptions = 2;

/**
 * Inspects attachments until the time or the bytes of a call are used up. Those that were inspected before cost nothing.
 * Throws the signal's reason.
 */
export async function inspectAll(
  ids: AttachmentsIds,
  attachments: readonly JsonObject[],
  context: InspectAllContext,
): Promise<Inspection[]> {
  const { inspections: cache, timeMs, notes, progress, limitBytes } = context;
  const files = attachments.map((attachment) => {
    const key = inspectionKey(ids, attachment);
    return { attachment, key, inspection: cache.get(key) };
  });
  // Those that took too long before do not delay the others again.
  const pending = files
    .filter(({ inspection }) => !inspection)
    .sort((a, b) => cache.interruptions(a.key) - cache.interruptions(b.key));
  let done = files.length - pending.length;
  let ended: ToolError | undefined;

  const stop = new AbortController();
  const unwatch = onAbort(context.signal, (reason) => stop.abort(reason));
  const timer = setTimeout(() => stop.abort(outOfTime), timeMs);
  const limited = { ...context, signal: stop.signal };
  const budget = new ByteBudget(limitBytes);
  const downloading = new Semaphore(1);

  const inspect = async ({ attachment, key }: (typeof files)[number]): Promise<Inspection> => {
    let isStarted = false;
    try {
      if (ended) throw ended;
      const { id } = attachment;
      if (typeof id !== "string") return { status: "failed", reason: "Its record has no id." };
      const release = await downloading.acquire(stop.signal);
      if (ended) throw ended;
      isStarted = true;
      const fetching = budget.fetch({ ...ids, attachmentId: id }, recordIn(attachment), limited);
      const file = await fetching.finally(release);
      if ("status" in file) return file;
      notes.filesInspected = (notes.filesInspected ?? 0) + 1;
      return await inspectFile(file, limited);
    } catch (error) {
      context.signal.throwIfAborted();
      if (error === outOfTime) {
        if (isStarted) cache.interrupt(key);
        if (cache.interruptions(key) >= mostInterruptions) return { status: "failed", reason: tooSlow };
        return { status: "not_inspected", reason: outOfTime.message };
      }
      if (!(error instanceof ToolError)) throw error;
      if (endsCall.has(error.kind)) ended = error;
      return describeNoDownload(error) ?? { status: "not_inspected", reason: error.message };
    }
  };
  const queue = pending.values();
  const runLane = async () => {
    for (const file of queue) {
      file.inspection = await inspect(file);
      if (file.inspection.status === "not_inspected") continue;
      cache.set(file.key, file.inspection);
      progress(++done, files.length, `${done} of ${files.length} files inspected`);
    }
  };
  try {
    await Promise.all(Array.from({ length: lanes }, runLane));
  } finally {
    stop.abort(outOfTime);
    clearTimeout(timer);
    unwatch();
  }
  return files.map(({ inspection = notReached }) => inspection);
}

const outOfTime = new ToolError("timeout", "The time of this call was used up.", { retryable: true });
const tooSlow = "It could not be inspected in the time of a call, twice.";
const notReached: Inspection = { status: "not_inspected" };

// They concern every file of this customer.
const endsCall: ReadonlySet<ToolError["kind"]> = new Set([
  "throttled",
  "unauthorized",
  "payment_required",
  "not_configured",
]);
