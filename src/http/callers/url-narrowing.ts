import { type Toolset, toolsetNames } from "../../settings/index.ts";
import { someOf } from "../../settings/parsers/choices.ts";
import { companies } from "../../settings/parsers/companies.ts";
import type { Refusal } from "./caller.ts";

/** What a URL asks for: less than its caller may use. */
export interface UrlNarrowing {
  companyIds?: readonly string[];
  toolsets?: readonly Toolset[];
}

const companyList = companies("");
const toolsetList = someOf("", toolsetNames, "customers");
const names = ["companies", "toolsets"];

/** Reads the query of `/mcp?companies=UUID,…&toolsets=…`. Anything else in it is refused: a misspelled restriction would restrict nothing. */
export function readUrl({ searchParams }: URL): UrlNarrowing | Refusal {
  const given = [...searchParams.keys()];
  const unknown = given.find((name) => !names.includes(name));
  if (unknown !== undefined) {
    // The name of a parameter may be a pasted token.
    const named = /^[\w-]{1,20}$/.test(unknown) ? `the parameter ${unknown}` : "a parameter";
    return invalid(
      `The URL has ${named} that this server does not know. The parameters are ${names.join(" and ")}.`,
    );
  }
  const repeated = names.find((name) => given.indexOf(name) !== given.lastIndexOf(name));
  if (repeated)
    return invalid(`The URL has the parameter ${repeated} more than once. Separate values by commas.`);
  const [companiesText, toolsetsText] = [searchParams.get("companies"), searchParams.get("toolsets")];
  const companyIds = companiesText === null ? undefined : companyList.parse(companiesText);
  if (companiesText !== null && (companyIds === undefined || companyIds === "all")) {
    return invalid("The parameter companies of the URL must be the UUIDs of companies, separated by commas.");
  }
  const toolsets = toolsetsText === null ? undefined : toolsetList.parse(toolsetsText);
  if (toolsetsText !== null && toolsets === undefined) {
    return invalid(`The parameter toolsets of the URL must be ${toolsetList.expected}.`);
  }
  return {
    ...(companyIds && companyIds !== "all" && { companyIds }),
    ...(toolsets && { toolsets }),
  };
}

function invalid(message: string): Refusal {
  return { status: 400, message };
}
