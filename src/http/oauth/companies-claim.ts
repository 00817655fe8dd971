import { isUuid } from "../../base/uuid.ts";

/**
 * The companies in a claim: an array of UUIDs, or a text with UUIDs separated by spaces or commas. Undefined unless every
 * one of them is a UUID: no word stands for all companies.
 */
export function companiesIn(claim: unknown): readonly string[] | undefined {
  const listed: unknown[] =
    typeof claim === "string" ? claim.split(/[ ,]+/).filter(Boolean) : Array.isArray(claim) ? claim : [];
  const ids = listed.filter((id) => typeof id === "string").filter(isUuid);
  if (ids.length === 0 || ids.length < listed.length) return undefined;
  return [...new Set(ids.map((id) => id.toLowerCase()))];
}
