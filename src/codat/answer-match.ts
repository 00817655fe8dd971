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
  return ![answer, ...rowsIn(answer.results), ...rowsIn(answer.attachments)].some((record) =>
    isOfAnother(record, companyId),
  );
}

function rowsIn(list: unknown): JsonObject[] {
  return Array.isArray(list) ? list.filter(isObject) : [];
}

function isOfAnother(record: JsonObject, companyId: string): boolean {
  return isOther(record.companyId, companyId) || isOther(companyInLink(record), companyId);
}

// A response without an id cannot be checked, so an id that a gateway could route elsewhere needs one.
function isRecord(id: unknown, asked: string): boolean {
  return id === undefined || id === null ? !hasPathCharacter(asked) : !isOther(id, asked);
}

// An object or a list is not an id.
function isOther(id: unknown, asked: string): boolean {
  if (id === undefined || id === null) return false;
  return (
    (typeof id !== "string" && typeof id !== "number") || String(id).toLowerCase() !== asked.toLowerCase()
  );
}

const companyInPath =
  /(?:^|\/)companies\/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(?:\/|$)/i;
const longestLink = 4_096;

// A template or any other text names no company.
function companyInLink({ _links: links }: JsonObject): string | undefined {
  const self = isObject(links) ? links.self : undefined;
  const href = isObject(self) ? self.href : self;
  if (typeof href !== "string") return undefined;
  const path = href.slice(0, longestLink).split(/[?#]/, 1)[0] ?? "";
  return companyInPath.exec(decodedSlashes(path))?.[1];
}

function decodedSlashes(path: string): string {
  return path.replace(/%2f/gi, "/");
}
