import { isQuote, type Operands, type Token, type Tokens } from "./query-tokens.ts";

/** Where an operator stands among the tokens of a clause, and where its value begins. */
interface Operator {
  at: number;
  after: number;
  isIn: boolean;
}

/**
 * The operands of a clause with an operator: a sign such as `=`, or `in (`. By Codat's rules all that follows the first one is
 * its value. What another reader could take for a name within that value counts as a name too. Undefined without an operator.
 */
export function operandsOf(tokens: Tokens): Operands | undefined {
  const operators = operatorsIn(tokens);
  const [operator] = operators;
  if (operator === undefined) return undefined;
  const value = tokens.slice(operator.after);
  const laterNames = operators
    .slice(1)
    .map((later, index) => nameBefore(tokens, later, operators[index] ?? operator));
  return {
    names: [tokens.slice(0, operator.at), ...laterNames, ...functionArguments(value)],
    values: [value],
  };
}

function operatorsIn(tokens: Tokens): Operator[] {
  return tokens.flatMap((token, index): Operator[] => {
    if (token.kind === "operator") return [{ at: index, after: index + 1, isIn: false }];
    if (token.text !== "in" || tokens[index + 1]?.text !== "(" || index === 0) return [];
    const isNegated = tokens[index - 1]?.text === "not" && index > 1;
    return [{ at: isNegated ? index - 1 : index, after: index + 2, isIn: true }];
  });
}

/** The name before a later operator of a clause; empty if the whole value of the operator before it stands there. */
function nameBefore(tokens: Tokens, operator: Operator, before: Operator): Tokens {
  let end = operator.at;
  while (end > before.after && isClosing(tokens[end - 1])) end--;
  let start = end;
  while (
    start > before.after &&
    isOfName(tokens[start - 1], tokens[start - 2], start === end ? undefined : tokens[start])
  )
    start--;
  if (start === end) return [];
  let opening = start;
  while (opening > before.after && isQuote(tokens[opening - 1])) opening--;
  const isWholeValue = opening === before.after && tokens[before.at - 1]?.kind !== "operator";
  if (isWholeValue) return [];
  if (operator.isIn && !joiningWords.has(tokens[start - 1]?.text ?? "")) return [];
  return tokens.slice(start, end);
}

function isClosing(token: Token | undefined): boolean {
  return isQuote(token) || token?.text === ")" || token?.text === "]";
}

/** Whether a token can be part of a name, by the tokens around it: `contacts[0].email`, `contact['email']`. */
function isOfName(token: Token | undefined, before: Token | undefined, next: Token | undefined): boolean {
  if (!token || token.kind === "operator") return false;
  if (token.kind === "word") return next?.kind !== "word";
  return (
    [".", "[", "]"].includes(token.text) || (isQuote(token) && (next?.text === "]" || before?.text === "["))
  );
}

const functions = new Set(
  "contains startswith endswith lower tolower upper toupper trim length len substring substringof indexof any all exists isnull".split(
    " ",
  ),
);
const joiningWords = new Set(["and", "or", "not", "&", "|", ",", ";", "("]);
const longestCall = 50;

/** The first arguments of functions within a value: `status=Active and contains(email, jo)`. */
function functionArguments(value: Tokens): Tokens[] {
  return value.flatMap(({ text }, index) => {
    const isCall = functions.has(text) && value[index + 1]?.text === "(";
    if (!isCall || !joiningWords.has(value[index - 1]?.text ?? "")) return [];
    return [beforeComma(value.slice(index + 2, index + 2 + longestCall))];
  });
}

export function beforeComma(tokens: Tokens): Tokens {
  const comma = tokens.findIndex(({ text }) => text === ",");
  return comma < 0 ? tokens : tokens.slice(0, comma);
}
