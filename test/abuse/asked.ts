import type { Connection } from "../support/connect.ts";
import type { Upstream } from "../support/upstream.ts";
import type { Target, Values } from "./target.ts";

/** A field of a target, among values with which it answers. */
export interface Place {
  target: Target;
  base: Values;
  field: string;
}

/** Calls with an id in that place: what came of it, and what was asked of the upstream. */
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

/** What was asked of an upstream: for each request its segments, decoded, and its query; in no order. */
export function askedOf(requests: { url: string }[]): string[] {
  return requests
    .map(({ url }) => {
      const [path = "", ...query] = url.split("?");
      return JSON.stringify([...path.split("/").map(decodeURIComponent), query]);
    })
    .sort();
}

/** The same requests with another id in the place of one: in each that has it, one segment is another. */
export function withId(asked: string[], id: string, other: string): string[] {
  return asked.map((request) => request.replace(JSON.stringify(id), () => JSON.stringify(other))).sort();
}
