import { hasPathCharacter } from "./id.ts";
import { isObject, type JsonObject } from "./json.ts";
import type { Route } from "./routes.ts";

/**
 * Whether a response is about the requested record. Compares its id, its companyId, those of its rows, and the company in
 * its self link, where present. A gateway can route an id elsewhere, and a connection can deliver an earlier response.
 */
export function isAbout(route: Route, answer: JsonObject): boolean {
  const { companyId } = route;
  if (route.id !== undefined && !isRecord(answer.id, route.id)) return false;
  if (companyId === undefined) return true;
  if (isOther(answer.companyId, companyId) || isOther(companyInLink(answer), companyId)) return false;
  const rows = Array.isArray(answer.results) ? answer.results : [];
  return !rows.some((row) => isObject(row) && isOther(row.companyId, companyId));
}

// A response without an id may be about anything. That is not acceptable for an id that a gateway could route elsewhere.
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

// A template or any other text has no company.
function companyInLink({ _links: links }: JsonObject): string | undefined {
  const self = isObject(links) ? links.self : undefined;
  const href = isObject(self) ? self.href : self;
  return typeof href === "string" ? companyInPath.exec(href)?.[1] : undefined;
}
