import { beforeComma } from "./query-operators.ts";
import { isQuote, type Operands, type Token, type Tokens } from "./query-tokens.ts";

const wordOperators = new Set(
  "in not is eq ne gt ge lt le like ilike contains startswith endswith matches match between has equals".split(
    " ",
  ),
);

/**
 * The operands of a clause without an operator that Codat documents: `email like jo`, `contains(email, jo)`, or a list of
 * names.
 */
export function operandsByWords(clause: Tokens): Operands {
  const operands: Operands = { names: [], values: [] };
  for (const tokens of alternatives(clause)) {
    const operator = tokens.findIndex((token, index) => isWordOperator(token, tokens[index - 1]));
    if (operator > 0) {
      operands.names.push(tokens.slice(0, operator));
      operands.values.push(tokens.slice(operator + 1));
      continue;
    }
    const first = beforeComma(tokens);
    const others = tokens.slice(first.length);
    operands.names.push(first, ...wordsOutsideQuotes(others).map((word) => [word]));
    operands.values.push(others.slice(1));
  }
  return operands;
}

function alternatives(clause: Tokens): Token[][] {
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
  const isAfterWord = before.kind === "word" && before.text !== "not";
  return isAfterWord || isQuote(before) || [".", ")", "]"].includes(before.text);
}

function wordsOutsideQuotes(tokens: Tokens): Token[] {
  let quote: string | undefined;
  return tokens.filter((token) => {
    if (quote === undefined && isQuote(token)) quote = token.text;
    else if (token.text === quote) quote = undefined;
    return quote === undefined && token.kind === "word";
  });
}
