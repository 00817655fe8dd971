import { foldText } from "./fold-text.ts";
import { operandsOf } from "./query-operators.ts";
import { clausesOf, type Tokens } from "./query-tokens.ts";
import { operandsByWords } from "./query-words.ts";

/** The parts of a Codat `query`. */
export interface QueryParts {
  /** Text in the position of a property, unchanged: `contacts[0].email`. */
  names: string[];
  /** The values that properties are compared with. */
  values: string[];
}

/**
 * The names and values of a query: `property op value`, joined by `&&` and `||`, grouped by `{ }`. Forms that Codat does not
 * document count as well (`in (…)`, functions, operators that are words, conditions within a value): no other reader of the
 * query finds a name in what is a value here.
 */
export function queryParts(query: string): QueryParts {
  const parts: QueryParts = { names: [], values: [] };
  for (const spelling of spellings(query)) {
    const { text } = foldText(spelling);
    for (const clause of clausesOf(text)) {
      const start = clause.findIndex(({ kind }) => kind !== "operator");
      if (start < 0) continue;
      const tokens = clause.slice(start);
      const { names, values } = operandsOf(tokens) ?? operandsByWords(tokens);
      parts.names.push(...names.map((name) => written(name, text)).filter(Boolean));
      parts.values.push(...values.flatMap((value) => valuesIn(written(value, text))));
    }
  }
  return parts;
}

/** The names in an `orderBy`: its whole text. */
export function orderNames(orderBy: string): string[] {
  return spellings(orderBy).map((spelling) => foldText(spelling).text);
}

const mostDecodings = 3;

/** As given, and percent-decoded up to three times. */
function spellings(text: string): string[] {
  const found = [text];
  for (let decoding = 0; decoding < mostDecodings; decoding++) {
    const last = found.at(-1) ?? "";
    const decoded = last.replace(/(?:%[0-9a-f]{2})+/gi, (run) =>
      Buffer.from(run.replaceAll("%", ""), "hex").toString("utf8"),
    );
    if (decoded === last) break;
    found.push(decoded);
  }
  return found;
}

function written(tokens: Tokens, text: string): string {
  const [first, last] = [tokens[0], tokens.at(-1)];
  return first && last ? text.slice(first.start, last.end) : "";
}

const edges = /^[\s"'`(]{1,20}|[\s"'`)]{1,20}$/g;

/** A value as a whole, and as a list. */
function valuesIn(value: string): string[] {
  if (value === "") return [];
  return [value, ...value.split(",")].map((part) => part.replace(edges, ""));
}
