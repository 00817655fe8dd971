import { CodatError } from "./error.ts";

/** A path below the API's origin, made by `route` alone. */
export interface Route {
  readonly path: string;
}

/** A path from a template: every id becomes exactly one encoded segment, whatever it holds. Throws `arguments` for an id that cannot be one. */
export function route(template: TemplateStringsArray, ...ids: string[]): Route {
  let path = template[0] ?? "";
  ids.forEach((id, position) => {
    const problem = idProblem(id);
    if (problem) throw new CodatError("arguments", `An id ${problem}.`);
    path += encodeURIComponent(id) + (template[position + 1] ?? "");
  });
  return { path };
}

/** The id of the company that a route leads to; undefined for one that leads to none, such as the list of all. */
export function companyIdIn({ path }: Route): string | undefined {
  const segment = /^\/companies\/([^/]+)/.exec(path)?.[1];
  return segment === undefined ? undefined : decodeURIComponent(segment);
}

/** The URL of a route under a base URL. Throws if anything on the way from id to URL changed the path or the origin. */
export function urlOf(base: URL, { path }: Route, query: Query = {}): URL {
  const expected = base.pathname.replace(/\/+$/, "") + path;
  const url = new URL(expected + searchOf(query), base.origin);
  if (url.origin !== base.origin || url.pathname !== expected) {
    throw new CodatError("internal", "A path did not survive as it was built.");
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

const longestId = 256;
// A variation selector belongs to the emoji before it, so this is narrower than `invisible`.
const hidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/** What keeps a string from being an id, as the end of a sentence ("is empty"), or undefined. */
export function idProblem(id: string): string | undefined {
  if (id === "") return "is empty";
  if (!id.isWellFormed()) return "is not well-formed Unicode";
  if (Array.from(id).length > longestId) return `is longer than ${longestId} characters`;
  if (hidden.test(id)) return "holds a control or invisible character";
  if (id.trim() !== id) return "begins or ends with a space";
  if (id === "." || id === "..") return 'is "." or "..", which would change the path';
  return undefined;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether an id has a UUID's form, as companyId and connectionId must. */
export function isUuid(id: string): boolean {
  return uuid.test(id);
}
