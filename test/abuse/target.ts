import type { Connection } from "../support/connect.ts";
import type { Field } from "./fields.ts";

/** Arguments of a call by name, or what stands in a URI for its ids. */
export type Values = Record<string, unknown>;

/** What came of a call. */
export interface Outcome {
  /** "ok", the kind of its error; "unknown" for a URI that is no resource's, "none" for a completion without values. */
  kind: string;
  /** What it says of a failure. */
  words: string;
  /** All texts in the answer to a failure. */
  texts: string[];
}

/** A call that is wrong in one thing, and how it must end. */
export interface BadCall {
  values: Values;
  kind: "arguments" | "unknown" | "none";
  /** What the sentence must hold. */
  says: string;
}

/** Something that a server publishes and that takes fields: a tool, a resource, a prompt, or the completion of an id. */
export interface Target {
  kind: "tool" | "resource" | "prompt" | "completion";
  name: string;
  /** By what it is called: its name, or a template of URIs. */
  ref: string;
  fields: Field[];
  /** Values with which it answers well: all of them, only those that are required, each of the words of a choice. */
  bases: Values[];
  call(client: Connection, values: Values): Promise<Outcome>;
  /** An id as it stands among the values. */
  written(id: string): unknown;
  /** A row of the table each: what is wrong, and the calls that are wrong so. */
  badCalls: Map<string, BadCall[]>;
}

/** The fields of a target that take an id of any form. */
export function openIdsOf({ fields }: Target): string[] {
  return fields.map(({ name }) => name).filter((name) => /^(customer|attachment)Id$/.test(name));
}

/** The names of the fields that a target takes. */
export function namesOf({ fields }: Target): string[] {
  return fields.map(({ name }) => name);
}

/** All texts within a value, the names of its fields among them. */
export function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [name, ...textsIn(inner)]);
}

interface Refused extends Error {
  code?: number;
  data?: { kind?: string };
}

/** What a request that was refused by the protocol came to. */
export function refusedBy(error: Refused): Outcome {
  const { message, data, code = 0 } = error;
  const kind = data?.kind ?? (/not found|invalid/i.test(message) && code < 0 ? "unknown" : "protocol");
  return { kind, words: message, texts: [message, ...textsIn(data)] };
}

/** Arguments as they come over a wire, where what is undefined is not there. */
export function sent<Sent>(values: Values): Record<string, Sent> {
  return JSON.parse(JSON.stringify(values));
}
