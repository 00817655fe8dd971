import type { Connection } from "../support/connect.ts";
import type { Field } from "./fields.ts";

/** Arguments of a call by name, or URI segments by id name. */
export type Values = Record<string, unknown>;

/** The outcome of a call. */
export interface Outcome {
  /** "ok" or the kind of the error; "unknown" for a URI without a resource, "none" for a completion without values. */
  kind: string;
  /** The error message. */
  message: string;
  /** All texts in the error response. */
  texts: string[];
}

/** A call with one invalid value, and how it must end. */
export interface BadCall {
  values: Values;
  kind: "arguments" | "unknown" | "none";
  /** Text that the error must contain. */
  says: string;
}

/** Something published with fields: a tool, a resource, a prompt, or the completion of an id. */
export interface Target {
  kind: "tool" | "resource" | "prompt" | "completion";
  name: string;
  /** Its name or its URI template. */
  ref: string;
  fields: Field[];
  /** Valid values: for all fields, for the required fields only, and with each value of an enum. */
  bases: Values[];
  call(client: Connection, values: Values): Promise<Outcome>;
  /** An id as written in the values. */
  written(id: string): unknown;
  /** Invalid calls by what is invalid. Each entry is a table row. */
  badCalls: Map<string, BadCall[]>;
}

/** The fields of a target that accept an id of any form. */
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

/** The outcome of a request that ended in a protocol error. */
export function refusedBy(error: Refused): Outcome {
  const { message, data, code = 0 } = error;
  const kind = data?.kind ?? (/not found|invalid/i.test(message) && code < 0 ? "unknown" : "protocol");
  return { kind, message, texts: [message, ...textsIn(data)] };
}

/** Arguments as sent over the wire, without undefined values. */
export function sent<Sent>(values: Values): Record<string, Sent> {
  return JSON.parse(JSON.stringify(values));
}
