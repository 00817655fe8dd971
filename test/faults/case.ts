import type { ErrorKind } from "../../src/base/tool-error.ts";
import { well } from "../support/fault-answers.ts";
import type { Fault, Script } from "../support/fault-server.ts";
import { backoff, type Wait } from "./wait.ts";

export type Kind = "ok" | ErrorKind;

/** How a call must end. */
export interface Expectation {
  /** Several where it depends on the version of Node. */
  kind: Kind | readonly Kind[];
  status?: number;
  /** How often the answer was asked for; the least and the most where it depends on the version of Node. */
  attempts: number | readonly [number, number];
  /** Requests that reach the upstream, where fetch of its own makes more or fewer of them than there are attempts. */
  requests?: number;
  /** The wait before each further attempt; by default Codat's backoff. */
  wait?: Wait;
  /** How soon all its sockets are at rest; by default 5 s after the answer. */
  restMs?: number;
  /** What the answer tells to wait. */
  retryAfterSeconds?: number;
  /** What the answer's text holds. */
  says?: string;
  /** The type of the block that holds a file. */
  block?: "image" | "resource" | "resource_link";
}

/** What a TLS connection meets: the certificate that is shown, nothing at all, or an answer in plain HTTP. */
export type Greeting = "well" | "unknown CA" | "expired" | "wrong name" | "stalled" | "no TLS";

/** A fault of the upstream, and how a call that meets it must end. */
export interface FaultCase {
  name: string;
  /** What the upstream answers with, attempt after attempt; the last goes on for ever. */
  answer: Script;
  expect: Expectation;
  /** What connections meet before they come to an answer, one after another. */
  greetings?: readonly Greeting[];
  /** The call's own retries. */
  retries?: { backoff: { initialInterval: number; maxInterval: number } };
  /** The record of a file that is downloaded; without it a customer is asked for. */
  file?: { name: string; contentType?: string; fileSize?: number };
}

/** A fault that no further attempt heals. */
export function lasting(
  name: string,
  answer: Fault,
  kind: Expectation["kind"],
  more?: Partial<Expectation>,
): FaultCase {
  return { name, answer, expect: { kind, attempts: 1, ...more } };
}

/** A fault that may pass, in two cases: for ever, and once. */
export function passing(
  name: string,
  answer: Fault,
  kind: Expectation["kind"],
  more?: Partial<Expectation>,
): FaultCase[] {
  const wait = more?.wait ?? backoff;
  return [
    { name, answer, expect: { kind, attempts: 3, ...more, wait } },
    { name: onceThenWell(name), answer: [answer, well], expect: { kind: "ok", attempts: 2, wait } },
  ];
}

export function onceThenWell(name: string): string {
  return `${name}, once, then well`;
}

/** Every fault of a group as cases that are alike in all but the answer. */
export function each(
  faults: Record<string, Fault>,
  cases: (name: string, answer: Fault) => FaultCase | FaultCase[],
): FaultCase[] {
  return Object.entries(faults).flatMap(([name, answer]) => cases(name, answer));
}
