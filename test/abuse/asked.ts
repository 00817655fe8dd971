import type { Connection } from "../support/connect.ts";
import type { Upstream } from "../support/upstream.ts";
import type { Target, Values } from "./target.ts";

/** A field of a target, with valid values for the other fields. */
export interface Place {
  target: Target;
  base: Values;
  field: string;
}

/** Calls the target with this id. Returns the outcome and the requests to the upstream. */
export async function askWith(
  id: string,
  { target, base, field }: Place,
  client: Connection,
  upstream: Upstream,
) {
  upstream.requests.length = 0;
  const { kind } = await target.call(client, { ...base, [field]: target.written(id) });
  return { kind, asked: askedOf(upstream.requests) };
}

/** The requests to an upstream as decoded segments and query, sorted. */
export function askedOf(requests: { url: string }[]): string[] {
  return requests
    .map(({ url }) => {
      const [path = "", ...query] = url.split("?");
      return JSON.stringify([...path.split("/").map(decodeURIComponent), query]);
    })
    .sort();
}

/** The same requests with one id replaced by another. */
export function withId(asked: string[], id: string, other: string): string[] {
  return asked.map((request) => request.replace(JSON.stringify(id), () => JSON.stringify(other))).sort();
}
