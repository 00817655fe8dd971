import { compare } from "./compare.ts";
import { type Dataset, values } from "./dataset.ts";
import { CodatAnswerError } from "./error.ts";

type Filter = (record: object) => boolean;
type Test = (value: unknown, text: string) => boolean;

const lengthLimit = 2048;
const depthLimit = 32;

const booleans: ReadonlyMap<string, boolean> = new Map([
  ["true", true],
  ["false", false],
]);

/** A property, an operator and an unquoted value, which may contain quotes, spaces and operators. */
const condition = /^([A-Za-z_][\w.]*)\s*(!=|>=|<=|=|~|>|<)\s*([^\s=~<>].*)$/s;

/** `=` is case-sensitive for strings, `~` is not. A null or missing value never matches =, ~, > or <. */
const tests: ReadonlyMap<string, Test> = new Map<string, Test>([
  ["=", (value, text) => compare(value, like(value, text)) === 0],
  ["!=", (value, text) => compare(value, like(value, text)) !== 0],
  ["~", (value, text) => isScalar(value) && String(value).toLowerCase().includes(text.toLowerCase())],
  [">", (value, text) => compare(value, like(value, text)) > 0],
  ["<", (value, text) => compare(value, like(value, text)) < 0],
  [">=", (value, text) => compare(value, like(value, text)) >= 0],
  ["<=", (value, text) => compare(value, like(value, text)) <= 0],
]);

/**
 * Codat's `query` as a filter. Throws Codat's 400. Without `{ }`, `&&` binds tighter than `||`; Codat does not
 * document this.
 */
export function parseQuery(query: string, dataset: Dataset): Filter {
  if (query.length >= lengthLimit) throw malformed(dataset);
  const tokens = query
    .split(/(&&|\|\||[{}])/)
    .map((token) => token.trim())
    .filter((token) => token !== "");
  let position = 0;

  function accept(token: string): boolean {
    if (tokens[position] !== token) return false;
    position += 1;
    return true;
  }

  function alternatives(depth: number): Filter {
    const filters = [conjunction(depth)];
    while (accept("||")) filters.push(conjunction(depth));
    return (record) => filters.some((filter) => filter(record));
  }

  function conjunction(depth: number): Filter {
    const filters = [term(depth)];
    while (accept("&&")) filters.push(term(depth));
    return (record) => filters.every((filter) => filter(record));
  }

  function term(depth: number): Filter {
    if (!accept("{")) return comparison(tokens[position++]);
    if (depth === depthLimit) throw malformed(dataset);
    const filter = alternatives(depth + 1);
    if (!accept("}")) throw malformed(dataset);
    return filter;
  }

  function comparison(token = ""): Filter {
    const [, path = "", operator = "", text = ""] = condition.exec(token) ?? [];
    const test = tests.get(operator);
    if (!test || dataset.operators?.has(operator) === false) throw malformed(dataset);
    const read = values(path, dataset);
    return (record) => read(record).some((value) => test(value, text));
  }

  const filter = alternatives(0);
  if (position < tokens.length) throw malformed(dataset);
  return filter;
}

/** Converts the text to the type of the value that it is compared with. */
function like(value: unknown, text: string): unknown {
  if (typeof value === "number") return Number(text);
  if (typeof value === "boolean") return booleans.get(text.toLowerCase());
  return text;
}

function isScalar(value: unknown): boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

function malformed(dataset: Dataset): CodatAnswerError {
  return new CodatAnswerError(400, "Error parsing query - Malformed query.", dataset.service);
}
