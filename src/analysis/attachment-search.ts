import { type ErrorKind, ToolError } from "../base/tool-error.ts";
import type { Codat } from "../codat/client.ts";
import type { JsonObject } from "../codat/json-object.ts";
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
  customerIds: readonly (string | undefined)[];
  lists: AttachmentLists;
  signal: AbortSignal;
  /** After which to send nothing, and after which not to wait for what was sent; on the clock of `performance.now()`. */
  endsAtMs: number;
  latestMs: number;
  /** The requests that the call has sent so far, retries included. */
  requestsSent(): number;
  progress(done: number): void;
}

const inFlight = 4;
const mostRequests = 500;

/**
 * Asks for the files of each customer, four at a time. Stops at a limit, and after a 429. Throws what Codat answered if it
 * refuses all of them.
 */
export async function searchAttachments(codat: Codat, options: SearchOptions): Promise<Search> {
  const { customerIds, lists, signal, endsAtMs, latestMs, requestsSent, progress, ...company } = options;
  const outcomes = new Map<number, Outcome>();
  const ended: Omit<Search, "outcomes"> = {};
  let next = 0;
  let running = 0;

  const mayGoOn = (): boolean => {
    if (performance.now() >= endsAtMs) ended.stopped ??= "time";
    // A customer in progress may still need a request.
    const isSpent = requestsSent() + running >= mostRequests;
    if (isSpent && running === 0) ended.stopped ??= "requests";
    return !ended.stopped && !isSpent;
  };

  // Whether there may be more to do.
  async function checkNext(): Promise<boolean> {
    if (next >= customerIds.length || !mayGoOn()) return false;
    const at = next++;
    running++;
    const outcome = await outcomeOf(customerIds[at], (customerId) =>
      lists.read(codat, { ...company, customerId }),
    );
    running--;
    signal.throwIfAborted();
    if ("failure" in outcome && isThrottled(outcome.failure)) {
      ended.stopped = "throttled";
      ended.retryAfterMs ??= outcome.failure.retryAfterMs;
      return false;
    }
    outcomes.set(at, outcome);
    if (refusalOfAll(outcomes, customerIds.length)) return false;
    progress(outcomes.size);
    return true;
  }

  async function checkAll(): Promise<void> {
    // After a 429 only one request may find out whether Codat accepts requests again.
    if (!(await checkNext())) return;
    const workers = Array.from({ length: inFlight }, async () => {
      while (await checkNext());
    });
    await Promise.all(workers);
  }

  await settledBy(checkAll(), latestMs - performance.now());
  const refusal = refusalOfAll(outcomes, customerIds.length);
  if (refusal) throw refusal;
  const unbroken = unbrokenRun(outcomes);
  if (unbroken.length < customerIds.length) ended.stopped ??= "time";
  return { outcomes: unbroken, ...ended };
}

async function outcomeOf(
  customerId: string | undefined,
  read: (customerId: string) => Promise<JsonObject[]>,
): Promise<Outcome> {
  // Without an id there is nothing to ask for.
  if (customerId === undefined) return { failure: undefined };
  try {
    return { files: await read(customerId) };
  } catch (failure) {
    return { failure };
  }
}

function isThrottled(failure: unknown): failure is ToolError {
  return failure instanceof ToolError && failure.kind === "throttled";
}

// After how many customers that fail in the same way, and none that does not, that is the answer for all. The first five
// concern the key or the company, also if there are fewer customers.
const enoughFailures: Partial<Record<ErrorKind, number>> = {
  unauthorized: 1,
  not_configured: 1,
  not_allowed: 1,
  payment_required: 1,
  forbidden: 4,
  withheld: 12,
  not_ready: 12,
  not_found: 12,
  upstream: 12,
  network: 12,
  timeout: 12,
};
const concernAll: readonly ErrorKind[] = [
  "unauthorized",
  "not_configured",
  "not_allowed",
  "payment_required",
  "forbidden",
];

/** What Codat answered if it refuses the files of every customer: 240 unknowns would hide the reason. */
function refusalOfAll(outcomes: ReadonlyMap<number, Outcome>, customers: number): ToolError | undefined {
  const [first] = outcomes.values();
  if (!first || !("failure" in first) || !(first.failure instanceof ToolError)) return undefined;
  const { kind } = first.failure;
  const enough = enoughFailures[kind];
  if (enough === undefined) return undefined;
  if (outcomes.size < (concernAll.includes(kind) ? Math.min(enough, customers) : enough)) return undefined;
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
