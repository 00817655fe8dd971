import { isUuid } from "../base/uuid.ts";
import { companiesIn } from "./company-links.ts";
import { type Meaning, meaningOf } from "./field-meaning.ts";
import { hasPathCharacter } from "./id.ts";
import { isObject, type JsonObject } from "./json-object.ts";
import type { Route } from "./routes.ts";

/**
 * Whether a response is about the requested record. Compares its id, its companyId, those of the records in it, and the
 * company in its self link, where present. A gateway can route an id elsewhere, and a connection can deliver an earlier response.
 */
export function isAbout({ kind, companyId, id }: Route, answer: JsonObject): boolean {
  if (id !== undefined && !isRecord(kind, answer, id)) return false;
  return companyId === undefined || !isOfAnother(answer, companyId, mostLevels);
}

// A response with more levels is rejected as unreadable.
const mostLevels = 500;

/** Whether a record, or one in a list or an object of records, names another company. */
function isOfAnother(part: unknown, companyId: string, levels: number): boolean {
  if (levels === 0) return false;
  if (Array.isArray(part)) return part.some((item) => isOfAnother(item, companyId, levels - 1));
  if (!isObject(part)) return false;
  // What has no id is no record: any field of it can hold records.
  const holdsRecords = (part.id ?? null) === null;
  for (const name in part) {
    const value = part[name];
    const meaning = meaningOf(name);
    if (meaning === null) {
      if (holdsRecords && isOfAnother(value, companyId, levels - 1)) return true;
    } else if (namesAnother(meaning, value, companyId, levels)) return true;
  }
  return false;
}

function namesAnother(meaning: Meaning, value: unknown, companyId: string, levels: number): boolean {
  switch (meaning) {
    case "companyId":
      return isOther(value, companyId);
    case "company":
      return companiesOf(value).some((id) => isOther(id, companyId));
    case "links":
      return companiesIn(value).some((id) => isOther(id, companyId));
    case "customer":
    case "attachment":
    case "records":
      return isOfAnother(value, companyId, levels - 1);
    default:
      return false;
  }
}

// A field with this name can also hold the name of a customer's business.
function companiesOf(company: unknown): unknown[] {
  if (typeof company === "string") return isUuid(company) ? [company] : [];
  if (!isObject(company)) return [];
  return [...valuesOf(company, "id"), ...valuesOf(company, "companyId")];
}

// A response without an id cannot be checked, so an id that a gateway could route elsewhere needs one.
function isRecord(kind: Route["kind"], answer: JsonObject, asked: string): boolean {
  const ids = idsIn(kind, answer, mostLevels);
  return ids.length > 0 ? !ids.some((id) => isOther(id, asked)) : !hasPathCharacter(asked);
}

/** The id of a record, or those of the records in a response without one. */
function idsIn(kind: Route["kind"], part: unknown, levels: number): unknown[] {
  if (levels === 0) return [];
  if (Array.isArray(part)) return part.flatMap((item) => idsIn(kind, item, levels - 1));
  if (!isObject(part)) return [];
  const own = valuesOf(part, "id");
  if (own.length > 0) return own;
  return Object.entries(part).flatMap(([name, value]) => {
    const meaning = meaningOf(name);
    if (meaning === `${kind}Id`) return value === null ? [] : [value];
    return meaning === kind || meaning === "records" ? idsIn(kind, value, levels - 1) : [];
  });
}

/** The values of the fields with a meaning, but not null. */
function valuesOf(record: JsonObject, meaning: Meaning): unknown[] {
  return Object.entries(record).flatMap(([name, value]) =>
    meaningOf(name) === meaning && value !== null ? [value] : [],
  );
}

// An object or a list is not an id.
function isOther(id: unknown, asked: string): boolean {
  if (id === undefined || id === null) return false;
  return (
    (typeof id !== "string" && typeof id !== "number") || String(id).toLowerCase() !== asked.toLowerCase()
  );
}
