import { foldText } from "./fold-text.ts";

/** What a `query` of Codat's consists of. */
export interface QueryParts {
  /** What stands where a property does, as it is written: `contacts[0].email`. */
  names: string[];
  /** What the properties are compared with. */
  values: string[];
}

interface Token {
  kind: "word" | "operator" | "sign";
  /** In small letters. */
  text: string;
  start: number;
  end: number;
}

/**
 * The names and values of a query: `property op value`, joined by `&&` and `||`, grouped by `{ }`. Reads each character once.
 * Forms that Codat does not document count as well, so that no other reader of the query finds a name that this one took for a
 * value: `in (…)`, functions, operators that are words, and conditions within what else is a value.
 */
export function queryParts(query: string): QueryParts {
  const parts: QueryParts = { names: [], values: [] };
  for (const spelling of spellings(query)) {
    const { text } = foldText(spelling);
    for (const clause of clauses(text)) readClause(clause, text, parts);
  }
  return parts;
}

/** The names that an `orderBy` holds: all of it. */
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

// A space of any kind, a word, an operator, what ends a clause, or any other character.
const tokenPattern = /(\s+)|([\p{L}\p{N}_]+)|(!?[=<>~][!=<>~]*)|(&&|\|\||[{}])|./gsu;

function clauses(text: string): Token[][] {
  const found: Token[][] = [];
  let clause: Token[] = [];
  for (const { index, 0: part, 1: space, 2: word, 3: operator, 4: end } of text.matchAll(tokenPattern)) {
    if (space !== undefined) continue;
    if (end !== undefined) {
      found.push(clause);
      clause = [];
      continue;
    }
    const kind = word !== undefined ? "word" : operator !== undefined ? "operator" : "sign";
    clause.push({ kind, text: part.toLowerCase(), start: index, end: index + part.length });
  }
  found.push(clause);
  return found;
}

const wordOperators = new Set(
  "in not is eq ne gt ge lt le like ilike contains startswith endswith matches match between has equals".split(
    " ",
  ),
);
const functions = new Set(
  "contains startswith endswith lower tolower upper toupper trim length len substring substringof indexof any all exists isnull".split(
    " ",
  ),
);
const joiningWords = new Set(["and", "or", "not", "&", "|", ",", ";", "("]);
const quotes = new Set(['"', "'", "`", "“", "”", "‘", "’"]);

function readClause(clause: readonly Token[], text: string, parts: QueryParts): void {
  const tokens = clause.slice(clause.findIndex(({ kind }) => kind !== "operator") >>> 0);
  const [first] = tokens;
  if (!first) return;
  const operators = operatorsIn(tokens);
  const [operator] = operators;
  if (operator === undefined) {
    readWithoutOperator(tokens, text, parts);
    return;
  }
  addName(tokens.slice(0, operator.at), text, parts);
  addValues(tokens.slice(operator.after), text, parts);
  operators.slice(1).forEach((later, index) => {
    addName(nameBefore(tokens, later, operators[index] ?? operator), text, parts);
  });
  addFunctions(tokens.slice(operator.after), text, parts);
}

/** Where an operator stands among the tokens of a clause, and where its value begins. */
interface Operator {
  at: number;
  after: number;
  isWord: boolean;
}

function operatorsIn(tokens: readonly Token[]): Operator[] {
  return tokens.flatMap((token, index): Operator[] => {
    if (token.kind === "operator") return [{ at: index, after: index + 1, isWord: false }];
    if (token.text !== "in" || tokens[index + 1]?.text !== "(" || index === 0) return [];
    const isNegated = tokens[index - 1]?.text === "not" && index > 1;
    return [{ at: isNegated ? index - 1 : index, after: index + 2, isWord: true }];
  });
}

/** The name that a later operator of a clause may have, in what is a value by Codat's own rules; none if it is only that. */
function nameBefore(tokens: readonly Token[], operator: Operator, before: Operator): readonly Token[] {
  let end = operator.at;
  while (end > before.after && isClosing(tokens[end - 1])) end--;
  let start = end;
  while (
    start > before.after &&
    isOfName(tokens[start - 1], tokens[start - 2], start === end ? undefined : tokens[start])
  )
    start--;
  if (start === end) return [];
  // The value begins there, quoted or not.
  let opening = start;
  while (opening > before.after && quotes.has(tokens[opening - 1]?.text ?? "")) opening--;
  const isValue = opening === before.after && tokens[before.at - 1]?.kind !== "operator";
  if (isValue) return [];
  if (operator.isWord && !joiningWords.has(tokens[start - 1]?.text ?? "")) return [];
  return tokens.slice(start, end);
}

function isClosing(token: Token | undefined): boolean {
  return token?.kind === "sign" && (quotes.has(token.text) || token.text === ")" || token.text === "]");
}

function isOfName(token: Token | undefined, before: Token | undefined, next: Token | undefined): boolean {
  if (!token || token.kind === "operator") return false;
  if (token.kind === "word") return next === undefined || next.kind !== "word";
  return (
    token.text === "." ||
    token.text === "[" ||
    token.text === "]" ||
    (quotes.has(token.text) && (next?.text === "]" || before?.text === "["))
  );
}

const longestCall = 50;

/** The first arguments of functions within a value: `status=Active and contains(email, jo)`. */
function addFunctions(tokens: readonly Token[], text: string, parts: QueryParts): void {
  tokens.forEach(({ text: name }, index) => {
    if (!functions.has(name) || tokens[index + 1]?.text !== "(") return;
    if (!joiningWords.has(tokens[index - 1]?.text ?? "")) return;
    const call = tokens.slice(index + 2, index + 2 + longestCall);
    const end = call.findIndex((token) => token.text === ",");
    addName(end < 0 ? call : call.slice(0, end), text, parts);
  });
}

/** A clause without a sign for an operator: `email in (…)` aside, nothing that Codat documents. */
function readWithoutOperator(clause: readonly Token[], text: string, parts: QueryParts): void {
  for (const tokens of alternatives(clause)) {
    const operator = tokens.findIndex((token, index) => isWordOperator(token, tokens[index - 1]));
    if (operator > 0) {
      addName(tokens.slice(0, operator), text, parts);
      addValues(tokens.slice(operator + 1), text, parts);
      continue;
    }
    const comma = tokens.findIndex((token) => token.text === ",");
    addName(comma < 0 ? tokens : tokens.slice(0, comma), text, parts);
    if (comma < 0) continue;
    for (const token of withoutQuoted(tokens.slice(comma))) addName([token], text, parts);
    addValues(tokens.slice(comma + 1), text, parts);
  }
}

function alternatives(clause: readonly Token[]): Token[][] {
  const found: Token[][] = [[]];
  for (const token of clause) {
    if (["and", "or", "&", "|"].includes(token.text)) found.push([]);
    else found.at(-1)?.push(token);
  }
  return found;
}

// After a bracket, a comma or nothing, such a word is a function: contains(email, jo).
function isWordOperator({ kind, text }: Token, before: Token | undefined): boolean {
  if (before === undefined) return false;
  if (text === ":") return true;
  if (kind !== "word" || !wordOperators.has(text)) return false;
  return (
    (before.kind === "word" && before.text !== "not") ||
    [".", ")", "]"].includes(before.text) ||
    quotes.has(before.text)
  );
}

function withoutQuoted(tokens: readonly Token[]): Token[] {
  let quote: string | undefined;
  return tokens.filter((token) => {
    if (quote === undefined && quotes.has(token.text)) quote = token.text;
    else if (token.text === quote) quote = undefined;
    return quote === undefined && token.kind === "word";
  });
}

function addName(tokens: readonly Token[], text: string, { names }: QueryParts): void {
  const [first, last] = [tokens[0], tokens.at(-1)];
  if (first && last) names.push(text.slice(first.start, last.end));
}

function addValues(tokens: readonly Token[], text: string, { values }: QueryParts): void {
  const [first, last] = [tokens[0], tokens.at(-1)];
  if (!first || !last) return;
  const whole = text.slice(first.start, last.end);
  for (const value of [whole, ...whole.split(",")]) values.push(value.replace(edges, ""));
}

const edges = /^[\s"'`(]{1,20}|[\s"'`)]{1,20}$/g;
