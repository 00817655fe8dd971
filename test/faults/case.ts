import type { ErrorKind } from "../../src/base/tool-error.ts";
import { well } from "../support/fault-answers.ts";
import type { Fault, Script } from "../support/fault-server.ts";
import { backoff, type Wait } from "./wait.ts";

export type Kind = "ok" | ErrorKind;

/** How a call must end. */
export interface Expectation {
  /** Several kinds if the result depends on the Node version. */
  kind: Kind | readonly Kind[];
  status?: number;
  /** The number of attempts; the minimum and maximum if it depends on the Node version. */
  attempts: number | readonly [number, number];
  /** Requests that reach the upstream, if fetch makes more or fewer requests than there are attempts. */
  requests?: number;
  /** The wait before each further attempt. The default is Codat's backoff. */
  wait?: Wait;
  /** How soon all sockets must be idle after the response. The default is 5 s. */
  restMs?: number;
  /** The wait that the result reports. */
  retryAfterSeconds?: number;
  /** Text that the result must contain. */
  says?: string;
  /** The type of the block with the file. */
  block?: "image" | "resource" | "resource_link";
}

/** How the server handles a TLS connection: with a certificate, with no data, or with plain HTTP. */
export type Greeting = "well" | "unknown CA" | "expired" | "wrong name" | "stalled" | "no TLS";

/** A fault of the upstream, and how a call must end. */
export interface FaultCase {
  name: string;
  /** The responses of the upstream, one per attempt. The last one repeats. */
  answer: Script;
  expect: Expectation;
  /** The TLS greetings, one per connection. The last one repeats. */
  greetings?: readonly Greeting[];
  /** Retries of this call. */
  retries?: { backoff: { initialInterval: number; maxInterval: number } };
  /** The record of the file to download. Without it, the call requests a customer. */
  file?: { name: string; contentType?: string; fileSize?: number };
}

/** A fault that retries cannot fix. */
export function permanent(
  name: string,
  answer: Fault,
  kind: Expectation["kind"],
  more?: Partial<Expectation>,
): FaultCase {
  return { name, answer, expect: { kind, attempts: 1, ...more } };
}

/** A transient fault, as two cases: on every attempt, and only once. */
export function transient(
  name: string,
  answer: Fault,
  kind: Expectation["kind"],
  more?: Partial<Expectation>,
): FaultCase[] {
  const wait = more?.wait ?? backoff;
  return [
    { name, answer, expect: { kind, attempts: 3, ...more, wait } },
    { name: onceThenValid(name), answer: [answer, well], expect: { kind: "ok", attempts: 2, wait } },
  ];
}

export function onceThenValid(name: string): string {
  return `${name}, once, then a valid response`;
}

/** Cases for every fault of a group. */
export function each(
  faults: Record<string, Fault>,
  cases: (name: string, answer: Fault) => FaultCase | FaultCase[],
): FaultCase[] {
  return Object.entries(faults).flatMap(([name, answer]) => cases(name, answer));
}
