import { isObject } from "./json-object.ts";

const companyInPath =
  /(?:^|[/\\])companies[/\\]{1,3}([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(?:[/\\]|$)/i;
const longestLink = 4_096;
const mostLinks = 20;
// Other relations can name another company, such as a parent.
const ownRelations = new Set(["self", "current", "first", "previous", "next", "last"]);

/** The companies in the links of a record to itself and to its pages. A template or any other text names no company. */
export function companiesIn(links: unknown): string[] {
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
