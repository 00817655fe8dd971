import { hasPathCharacter } from "./id.ts";
import { isObject, type JsonObject } from "./json-object.ts";
import type { Route } from "./routes.ts";

/**
 * Whether a response is about the requested record. Compares its id, its companyId, those of its rows, and the company in
 * its self link, where present. A gateway can route an id elsewhere, and a connection can deliver an earlier response.
 */
export function isAbout(route: Route, answer: JsonObject): boolean {
  const { companyId } = route;
  if (route.id !== undefined && !isRecord(answer, route.id)) return false;
  if (companyId === undefined) return true;
  if (isOfAnother(answer, companyId)) return false;
  return ![answer.results, answer.attachments, statusesIn(route, answer)].some(
    (list) =>
      Array.isArray(list) && list.some((record) => isObject(record) && isOfAnother(record, companyId)),
  );
}

/** The statuses of a company's data types. */
function statusesIn({ kind }: Route, answer: JsonObject): JsonObject[] {
  return kind === "data_status" ? Object.values(answer).filter(isObject) : [];
}

// Codat's name is companyId. A gateway can rename fields. A loop over the names would be slow for the first large page of a
// process, before V8 has optimized it.
function isOfAnother(record: JsonObject, companyId: string): boolean {
  const { companyId: id, companyID, CompanyId, CompanyID, companyid, company_id, company, _links } = record;
  const { links = _links } = record;
  return (
    isOther(id, companyId) ||
    isOther(companyID, companyId) ||
    isOther(CompanyId, companyId) ||
    isOther(CompanyID, companyId) ||
    isOther(companyid, companyId) ||
    isOther(company_id, companyId) ||
    (company !== undefined && isObject(company) && isOther(company.id, companyId)) ||
    (links !== undefined && companiesIn(links).some((linked) => isOther(linked, companyId)))
  );
}

// A response without an id cannot be checked, so an id that a gateway could route elsewhere needs one.
function isRecord({ id, Id, ID }: JsonObject, asked: string): boolean {
  if (isOther(id, asked) || isOther(Id, asked) || isOther(ID, asked)) return false;
  return (id ?? Id ?? ID ?? null) !== null || !hasPathCharacter(asked);
}

// An object or a list is not an id.
function isOther(id: unknown, asked: string): boolean {
  if (id === undefined || id === null) return false;
  return (
    (typeof id !== "string" && typeof id !== "number") || String(id).toLowerCase() !== asked.toLowerCase()
  );
}

const companyInPath =
  /(?:^|[/\\])companies[/\\]{1,3}([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(?:[/\\]|$)/i;
const longestLink = 4_096;
const mostLinks = 20;
// Other relations can name another company, such as a parent.
const ownRelations = new Set(["self", "current", "first", "previous", "next", "last"]);

// A template or any other text names no company.
function companiesIn(links: unknown): string[] {
  const related: [string, unknown][] = Array.isArray(links)
    ? links.slice(0, mostLinks).map((link) => [isObject(link) ? String(link.rel) : "", link])
    : isObject(links)
      ? Object.entries(links).slice(0, mostLinks)
      : [];
  return related
    .filter(([relation]) => ownRelations.has(relation.toLowerCase()))
    .flatMap(([, link]) => (Array.isArray(link) ? link.slice(0, mostLinks) : [link]))
    .flatMap(
      (link) => companyInPath.exec(pathOf(isObject(link) ? (link.href ?? link.Href) : link))?.[1] ?? [],
    );
}

function pathOf(href: unknown): string {
  if (typeof href !== "string") return "";
  const path = href.slice(0, longestLink).split(/[?#]/, 1)[0] ?? "";
  return path.replace(/%[2-7][0-9a-f]/gi, (byte) => String.fromCharCode(Number.parseInt(byte.slice(1), 16)));
}
