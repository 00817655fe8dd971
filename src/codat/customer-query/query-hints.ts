import { nearest } from "../../base/nearest-name.ts";
import { codeSpan } from "../../base/visible-text.ts";
import { type Condition, conditionsIn, written } from "./conditions.ts";
import { filterable, isUnqueryable, propertyNamed, statuses, typeOf } from "./properties.ts";

/** What may be wrong in a query that matched nothing or everything: sentences about this query. */
export function queryHints(query: string): string[] {
  const hints = conditionsIn(query).flatMap((condition) => {
    const first = checks.map((check) => check(condition)).find((hint) => hint !== undefined);
    return first === undefined ? [] : [first];
  });
  if (/&&/.test(query) && /\|\|/.test(query) && !/[{}]/.test(query))
    hints.push("Group conditions with { } where && and || are mixed.");
  if (inParentheses.test(query)) hints.push("Group conditions with { }, not with parentheses.");
  return [...new Set(hints)].slice(0, mostHints);
}

const mostHints = 4;
const inParentheses = /\(\s*[\w.]+\s*[=!~<>]/;

// In this order: the first one that applies to a condition is the most likely.
const checks: readonly ((condition: Condition) => string | undefined)[] = [
  unknownProperty,
  secondOperator,
  list,
  word,
  quote,
  nothing,
  wildcard,
  statusValue,
  deleted,
  date,
  exact,
];

function unknownProperty({ property }: Condition): string | undefined {
  if (propertyNamed(property)) return undefined;
  if (isUnqueryable(property)) return `${codeSpan(property, 60)} cannot be queried.`;
  const within = filterable.find((name) => name.toLowerCase().endsWith(`.${property.toLowerCase()}`));
  const meant = within ?? nearest(property, filterable);
  return `Codat documents no filter on ${codeSpan(property, 60)}${meant ? `: did you mean ${meant}?` : "."}`;
}

function secondOperator({ property, operator, value }: Condition): string | undefined {
  const rest = value.replace(/^[=<>!~]+\s*/, "");
  if (rest === value || rest === "") return undefined;
  return `The operators are = != ~ > < >= <=. Write e.g. ${codeSpan(`${property}${operator}${rest}`, 200)}.`;
}

function list({ property, operator, value }: Condition): string | undefined {
  const values = value.replace(/^[([]|[)\]]$/g, "").split(/\s*,\s*/);
  const isName = typeOf(property) === "text" && operator === "~";
  if (values.length < 2 || values.length > 10 || isName || values.includes("")) return undefined;
  const [joint, sign] = operator === "!=" ? ["&&", "!="] : ["||", operator];
  const right = values.map((one) => `${property}${sign}${one}`).join(` ${joint} `);
  return `A comma is part of the value. For several values write ${codeSpan(`{ ${right} }`, 200)}.`;
}

function word({ value }: Condition): string | undefined {
  const [, joint] = /\s(and|or|&|\|)\s/i.exec(value) ?? [];
  if (!joint) return undefined;
  return `${codeSpan(joint, 5)} is read as part of the value. Conditions are joined with && or ||.`;
}

function quote({ value }: Condition): string | undefined {
  return /^["'\u201c\u2018]|["'\u201d\u2019]$/.test(value)
    ? "Quotes are part of the value: write it without them."
    : undefined;
}

function nothing({ property, value }: Condition): string | undefined {
  if (!/^(null|none|nil|undefined|empty|blank|n\/a)$/i.test(value)) return undefined;
  return `A missing ${propertyNamed(property) ?? "value"} cannot be queried.`;
}

function wildcard({ property, value }: Condition): string | undefined {
  const text = value.replace(/^[*%]+|[*%]+$/g, "");
  if (text === value || text === "") return undefined;
  return `* and % are not wildcards. To search for a part write ${codeSpan(`${property}~${text}`, 200)}.`;
}

function statusValue({ property, value }: Condition): string | undefined {
  if (typeOf(property) !== "status" || (statuses as readonly string[]).includes(value)) return undefined;
  const meant = statuses.find((status) => status.toLowerCase() === value.toLowerCase());
  const all = `The values of status are ${statuses.slice(0, -1).join(", ")} and ${statuses.at(-1)}; case matters.`;
  return meant ? `${all} Write \`status=${meant}\`.` : all;
}

function deleted(condition: Condition): string | undefined {
  if (
    typeOf(condition.property) !== "boolean" ||
    !/^(=false|!=false)$/i.test(written({ ...condition, property: "" }))
  )
    return undefined;
  return "metadata.isDeleted may be absent, and then does not match false. For customers that are not deleted write `metadata.isDeleted!=true`.";
}

function date({ property, value }: Condition): string | undefined {
  if (typeOf(property) !== "date") return undefined;
  const ahead = Date.parse(value) > Date.now() ? ` ${value.slice(0, 10)} is in the future.` : "";
  return propertyNamed(property) === "modifiedDate"
    ? `modifiedDate is when Codat's copy changed. When the ledger's record changed is sourceModifiedDate.${ahead}`
    : `sourceModifiedDate is when the ledger's record changed; it can be missing.${ahead}`;
}

function exact({ property, operator, value }: Condition): string | undefined {
  if (operator !== "=" || typeOf(property) !== "text") return undefined;
  return `= compares the whole value, case included. To search for a part write ${codeSpan(`${property}~${value}`, 200)}.`;
}
