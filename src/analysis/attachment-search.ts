import { type ErrorKind, ToolError } from "../base/tool-error.ts";
import type { Codat } from "../codat/client.ts";
import type { JsonObject } from "../codat/json.ts";
import type { AttachmentLists } from "./attachment-lists.ts";

/** What is known about one customer's files. */
type Outcome = { files: JsonObject[] } | { failure: unknown };

export interface Search {
  /** The customers that were asked, from the first on, without a gap. */
  outcomes: Outcome[];
  /** Why the search ended before the last customer. */
  stopped?: "requests" | "time" | "throttled";
  retryAfterMs?: number | undefined;
}

export interface SearchOptions {
  companyId: string;
  connectionId: string;
  /** The ids of the customers, in order. */
  customerIds: readonly string[];
  lists: AttachmentLists;
  signal: AbortSignal;
  /** When to stop, on the clock of `performance.now()`. */
  endsAtMs: number;
  progress(done: number): void;
}

const inFlight = 4;
const mostRequests = 500;
// A request that was sent in time may end a little later.
const graceMs = 3000;

/**
 * Asks for the files of each customer, four at a time. Stops at a limit, and after a 429. Throws what Codat answered if it
 * refuses all of them.
 */
export async function searchAttachments(codat: Codat, options: SearchOptions): Promise<Search> {
  const { customerIds, lists, signal, endsAtMs, progress, ...company } = options;
  const outcomes = new Map<number, Outcome>();
  const ended: Omit<Search, "outcomes"> = {};
  let next = 0;
  let requests = 0;

  const mayGoOn = (): boolean => {
    if (ended.stopped) return false;
    if (requests >= mostRequests) ended.stopped = "requests";
    else if (performance.now() >= endsAtMs) ended.stopped = "time";
    return !ended.stopped;
  };

  async function work(): Promise<void> {
    while (next < customerIds.length && mayGoOn()) {
      const at = next++;
      const ids = { ...company, customerId: customerIds[at] ?? "" };
      if (!lists.isKnown(ids)) requests++;
      const outcome = await outcomeOf(() => lists.read(codat, ids));
      signal.throwIfAborted();
      if ("failure" in outcome && isThrottled(outcome.failure)) {
        ended.stopped = "throttled";
        ended.retryAfterMs ??= outcome.failure.retryAfterMs;
        return;
      }
      outcomes.set(at, outcome);
      if (refusalOfAll(outcomes)) return;
      progress(outcomes.size);
    }
  }

  const workers = Promise.all(Array.from({ length: inFlight }, work));
  await settledBy(workers, endsAtMs + graceMs - performance.now());
  const refusal = refusalOfAll(outcomes);
  if (refusal) throw refusal;
  const unbroken = unbrokenRun(outcomes);
  if (unbroken.length < customerIds.length) ended.stopped ??= "time";
  return { outcomes: unbroken, ...ended };
}

async function outcomeOf(read: () => Promise<JsonObject[] | undefined>): Promise<Outcome> {
  try {
    const files = await read();
    return files ? { files } : { failure: undefined };
  } catch (failure) {
    return { failure };
  }
}

function isThrottled(failure: unknown): failure is ToolError {
  return failure instanceof ToolError && failure.kind === "throttled";
}

// How many customers, and no other one, must fail in the same way before that counts as an answer for all.
const enoughFailures: Partial<Record<ErrorKind, number>> = {
  unauthorized: 1,
  not_configured: 1,
  not_allowed: 1,
  payment_required: 1,
  forbidden: 4,
  not_found: 12,
};

/** What Codat answered if it refuses the files of every customer: 240 unknowns would hide the reason. */
function refusalOfAll(outcomes: ReadonlyMap<number, Outcome>): ToolError | undefined {
  const [first] = outcomes.values();
  if (!first || !("failure" in first) || !(first.failure instanceof ToolError)) return undefined;
  const { kind } = first.failure;
  const enough = enoughFailures[kind];
  if (enough === undefined || outcomes.size < enough) return undefined;
  for (const outcome of outcomes.values()) {
    if (!("failure" in outcome && outcome.failure instanceof ToolError && outcome.failure.kind === kind))
      return undefined;
  }
  return first.failure;
}

/** The outcomes from the first customer up to the first one without an outcome. */
function unbrokenRun(outcomes: ReadonlyMap<number, Outcome>): Outcome[] {
  const run: Outcome[] = [];
  for (let outcome = outcomes.get(0); outcome; outcome = outcomes.get(run.length)) run.push(outcome);
  return run;
}

/** Settles like the work, or resolves after `ms`. */
async function settledBy(work: Promise<unknown>, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, Math.max(0, ms));
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
