import { hasPathCharacter } from "./id.ts";
import { isObject, type JsonObject } from "./json.ts";
import type { Route } from "./routes.ts";

/**
 * Whether an answer is about what was asked for, as far as it says: its id, its companyId, those of its rows, and the
 * company in its link to itself. A gateway can lead an id elsewhere, and a connection can deliver an earlier answer.
 */
export function isAbout(route: Route, answer: JsonObject): boolean {
  const { companyId } = route;
  if (route.id !== undefined && !isRecord(answer.id, route.id)) return false;
  if (companyId === undefined) return true;
  if (isOther(answer.companyId, companyId) || isOther(companyInLink(answer), companyId)) return false;
  const rows = Array.isArray(answer.results) ? answer.results : [];
  return !rows.some((row) => isObject(row) && isOther(row.companyId, companyId));
}

// Without an id an answer may be anything: not acceptable for an id that a gateway could have led elsewhere.
function isRecord(id: unknown, asked: string): boolean {
  if (typeof id !== "string" && typeof id !== "number") return !hasPathCharacter(asked);
  return !isOther(id, asked);
}

function isOther(id: unknown, asked: string): boolean {
  if (typeof id !== "string" && typeof id !== "number") return false;
  return String(id).toLowerCase() !== asked.toLowerCase();
}

const companyInPath =
  /\/companies\/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(?:[/?#]|$)/i;

// A template or any other text says nothing.
function companyInLink({ _links: links }: JsonObject): string | undefined {
  const self = isObject(links) ? links.self : undefined;
  const href = isObject(self) ? self.href : self;
  return typeof href === "string" ? companyInPath.exec(href)?.[1] : undefined;
}
