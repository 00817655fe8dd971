/** A part of a query: a word, an operator or any other sign. */
export interface Token {
  kind: "word" | "operator" | "sign";
  /** In small letters. */
  text: string;
  start: number;
  end: number;
}

export type Tokens = readonly Token[];

/** Parts of a clause, by what they are. */
export interface Operands {
  names: Tokens[];
  values: Tokens[];
}

const quotes = new Set(['"', "'", "`", "“", "”", "‘", "’"]);

export function isQuote(token: Token | undefined): boolean {
  return token !== undefined && quotes.has(token.text);
}

// A space of any kind, a word, an operator, what ends a clause, or any other character.
const tokenPattern = /(\s+)|([\p{L}\p{N}_]+)|(!?[=<>~][!=<>~]*)|(&&|\|\||[{}])|./gsu;

/** The clauses of a query, which `&&`, `||`, `{` and `}` separate. Reads each character once. */
export function clausesOf(query: string): Token[][] {
  let clause: Token[] = [];
  const clauses = [clause];
  for (const { index, 0: part, 1: space, 2: word, 3: operator, 4: end } of query.matchAll(tokenPattern)) {
    if (space !== undefined) continue;
    if (end !== undefined) {
      clause = [];
      clauses.push(clause);
      continue;
    }
    const kind = word !== undefined ? "word" : operator !== undefined ? "operator" : "sign";
    clause.push({ kind, text: part.toLowerCase(), start: index, end: index + part.length });
  }
  return clauses;
}
