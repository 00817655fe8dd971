import { ToolError } from "../base/tool-error.ts";
import { idProblem } from "./id.ts";

/** A path from a template: every id becomes exactly one encoded segment. Throws `arguments` for an id that cannot be one. */
export function path(template: TemplateStringsArray, ...ids: string[]): string {
  let built = template[0] ?? "";
  ids.forEach((id, position) => {
    const problem = idProblem(id);
    if (problem) throw new ToolError("arguments", `An id ${problem}.`);
    built += encodeURIComponent(id) + (template[position + 1] ?? "");
  });
  return built;
}

/** The URL of a path under a base URL. Throws if building the URL changed the path or the origin. */
export function urlOf(base: URL, path: string, query: Query = {}): URL {
  const expected = base.pathname.replace(/\/+$/, "") + path;
  const url = new URL(expected + searchOf(query), base.origin);
  if (url.origin !== base.origin || url.pathname !== expected) {
    throw new ToolError("internal", "A path did not survive as it was built.");
  }
  return url;
}

/** Query parameters; undefined ones are not sent. */
export type Query = Record<string, string | number | undefined>;

// Spaces as %20: URLSearchParams would write them as "+", which not every server reads back.
function searchOf(query: Query): string {
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined);
  if (pairs.length === 0) return "";
  return `?${pairs.map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`).join("&")}`;
}
