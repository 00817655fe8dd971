import { isoInstant } from "../../base/iso-date.ts";
import { codeSpan } from "../../base/visible-text.ts";
import { type Condition, conditionsIn, written } from "./conditions.ts";
import { type PropertyType, propertyNamed, statuses, typeOf } from "./properties.ts";

/**
 * The mistake in a query that Codat would answer with wrong rows instead of an error, and the right form, as the end of a
 * sentence that begins with `query`. Undefined if Codat must decide.
 */
export function queryProblem(query: string): string | undefined {
  for (const condition of conditionsIn(query)) {
    const problem =
      joinedByWord(condition) ?? quoted(condition) ?? wrongOperator(condition) ?? wrongDate(condition);
    if (problem) return problem;
  }
  return undefined;
}

const joined = /^([\s\S]*?\S)\s+(AND|OR)\s+([A-Za-z_][\w.]*)\s*(?:!=|>=|<=|=|~|>|<)\s*\S/i;

// Only before a property that exists: `customerName~Bed AND Breakfast` is one condition.
function joinedByWord({ value }: Condition): string | undefined {
  const [, , word = "", property = ""] = joined.exec(value) ?? [];
  if (!propertyNamed(property)) return undefined;
  const sign = word.toLowerCase() === "and" ? "&&" : "||";
  return `joins two conditions with ${word}, which Codat reads as part of a value. Write ${sign}, e.g. \`status=Active ${sign} ${property}…\``;
}

const quotes =
  /^(["'`\u201c\u201d\u2018\u2019\u00ab\u00bb\u201e])([\s\S]*)["'`\u201c\u201d\u2018\u2019\u00ab\u00bb\u201e]$/;

function quoted(condition: Condition): string | undefined {
  const [, , inside] = quotes.exec(condition.value) ?? [];
  if (inside === undefined) return undefined;
  const right = codeSpan(written({ ...condition, value: inside }), 200);
  return `puts a value in quotes, which Codat compares as part of the value. Write ${right}`;
}

const missing: Partial<Record<PropertyType, readonly string[]>> = {
  date: ["~"],
  boolean: ["~", ">", "<", ">=", "<="],
  status: [">", "<", ">=", "<="],
};
const examples: Partial<Record<PropertyType, string>> = {
  date: "sourceModifiedDate>=2026-01-31",
  boolean: "metadata.isDeleted!=true",
  status: `status=${statuses[1]}`,
};

function wrongOperator({ property, operator }: Condition): string | undefined {
  const type = typeOf(property);
  if (!type || !missing[type]?.includes(operator)) return undefined;
  return `compares ${propertyNamed(property)} with ${operator}, which does not apply to it. Write e.g. \`${examples[type]}\``;
}

// Less exact, but ISO 8601: Codat decides.
const year = /^\d{4}(-\d\d)?$/;

function wrongDate({ property, value }: Condition): string | undefined {
  if (typeOf(property) !== "date" || year.test(value) || isoInstant(value) !== undefined) return undefined;
  return `compares ${propertyNamed(property)} with ${codeSpan(value, 60)}, which is not a valid ISO date. Write dates as year-month-day, e.g. \`${propertyNamed(property)}>=2026-01-31\``;
}
