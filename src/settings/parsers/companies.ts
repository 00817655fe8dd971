import { isUuid } from "../../base/uuid.ts";
import { readList } from "./read-list.ts";
import type { Defaulted } from "./setting.ts";

/** More would not fit in one page of companies. */
export const mostCompanies = 100;

/** Company ids, or `all`. A setting that restricts. */
export function companies(description: string): Defaulted<"all" | readonly string[]> {
  return {
    description,
    default: "all",
    failClosed: true,
    parse: (text) => {
      if (text === "all") return "all";
      const ids = readList(text, (word) => (isUuid(word) ? word.toLowerCase() : undefined));
      return ids && ids.length <= mostCompanies ? ids : undefined;
    },
    expected: `all, or the UUIDs of 1 to ${mostCompanies} companies, separated by commas`,
  };
}
