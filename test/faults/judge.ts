import { errorOf, textOf } from "../support/connect.ts";
import type { FaultCase } from "./case.ts";
import type { Answer } from "./conversation.ts";
import { leaksIn } from "./leaks.ts";
import type { Row } from "./row.ts";
import type { Seen } from "./stage.ts";
import { formatWait, type Wait, waitsOf, wrongWaits } from "./wait.ts";

/** How a call ended, according to its result. */
interface Ending {
  /** "ok", or the kind of the error. */
  kind: string;
  status?: number;
  attempts?: number;
  retryAfterSeconds?: number;
}

/** The table row of a case: the expected and the actual end of its call. `seen` is undefined if no upstream listens. */
export function judge({ name, expect }: FaultCase, answer: Answer | undefined, seen?: Seen): Row {
  const { kind, status, attempts, requests = attempts, wait, retryAfterSeconds, says, block } = expect;
  const kinds = [kind].flat();
  const got = endingOf(answer);
  const spans = seen?.attempts ?? [];
  const failures: string[] = [];
  const check = (isRight: boolean, sentence: string) => {
    if (!isRight) failures.push(sentence);
  };
  check(kinds.some((each) => each === got.kind) && got.status === status, "The call ended differently.");
  check(!seen || isWithin(spans.length, requests), `The upstream received ${spans.length} requests.`);
  if (got.kind !== "ok") {
    const own = (got.attempts ?? 0) - (seen?.beside ?? 0);
    check(isWithin(own, attempts), `The result reports ${own} attempts.`);
    check(
      got.retryAfterSeconds === retryAfterSeconds,
      `The result reports a wait of ${got.retryAfterSeconds} s.`,
    );
  }
  if (wait) failures.push(...wrongWaits(spans, wait));
  if (answer) {
    const text = answer.result ? textOf(answer.result) : "";
    check(!says || text.includes(says), `The result does not contain: ${says}`);
    check(!block || answer.result?.content.at(1)?.type === block, `The second block is not a ${block}.`);
    failures.push(...leaksIn(answer.line).map((what) => `The result contains ${what}.`));
  }
  return {
    name,
    expected: shown(kinds.join(" or "), status),
    got: shown(got.kind, got.status),
    attempts: `${seen ? spans.length : (got.attempts ?? "?")} of ${[requests].flat().join(" to ")}`,
    wait: waitsShown(waitsOf(spans), wait, got.retryAfterSeconds),
    failures,
  };
}

function endingOf(answer: Answer | undefined): Ending {
  if (!answer) return { kind: "no answer" };
  if (!answer.result) return { kind: "a protocol error" };
  if (!answer.result.isError) return { kind: "ok" };
  const facts = errorOf(answer.result);
  const number = (name: string) => (typeof facts[name] === "number" ? facts[name] : undefined);
  return {
    kind: String(facts.kind),
    status: number("status"),
    attempts: number("attempts"),
    retryAfterSeconds: number("retryAfterSeconds"),
  };
}

function isWithin(count: number, allowed: number | readonly [number, number]): boolean {
  const [least, most] = typeof allowed === "number" ? [allowed, allowed] : allowed;
  return least <= count && count <= most;
}

function shown(kind: string, status: number | undefined): string {
  return status === undefined ? kind : `${kind} ${status}`;
}

function waitsShown(waits: number[], wait: Wait | undefined, retryAfterSeconds: number | undefined): string {
  const measured = waits.map((ms) => `${(ms / 1000).toFixed(2)} s`).join(", ");
  const bounds = wait && waits.length > 0 ? ` (${formatWait(wait)})` : "";
  const reported = retryAfterSeconds === undefined ? "" : `reported ${retryAfterSeconds} s`;
  return [measured + bounds, reported].filter(Boolean).join("; ");
}
