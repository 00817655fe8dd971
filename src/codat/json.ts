import { CodatError } from "./error.ts";

/** A JSON object as the API sent it. */
export type JsonObject = { [field: string]: unknown };

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** An object, and how many of its numbers are kept as their text, since no JavaScript number holds them. */
export interface Parsed {
  value: JsonObject;
  numbersAsText: number;
}

const deepest = 500;

/**
 * The object in an answer's body. A number that JavaScript cannot hold (too long, too large) becomes a string of its
 * digits, so that none is altered. Throws `unreadable`: to be tried again for what is no JSON, not for JSON that is no object.
 */
export function parseObject(text: string): Parsed {
  if (nestsDeeperThan(deepest, text)) {
    throw new CodatError("unreadable", `Codat's answer is nested more than ${deepest} levels deep.`);
  }
  const { text: exact, kept } = keepNumbers(text);
  let value: unknown;
  try {
    value = JSON.parse(exact);
  } catch {
    // V8's message quotes the body, which is a borrower's data: it is not carried on.
    throw new CodatError(
      "unreadable",
      `Codat's answer is not JSON${text.trim() === "" ? ": it is empty" : ""}.`,
      {
        transient: true,
      },
    );
  }
  if (!isObject(value)) throw new CodatError("unreadable", "Codat's answer is JSON, but not an object.");
  return { value, numbersAsText: kept };
}

// Cheap, and never wrong in saying no: whoever has neither many digits nor a large exponent needs no second look.
const mayBeInexact = /\d{16}|\d\.\d{15}|\d[.\d]{16}|[eE][+-]?\d{3}/;
const stringOrNumber = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

function keepNumbers(text: string): { text: string; kept: number } {
  if (!mayBeInexact.test(text)) return { text, kept: 0 };
  let kept = 0;
  const exact = text.replace(stringOrNumber, (token) => {
    if (token[0] === '"' || token.length < 5 || digitsOf(token) === digitsOf(String(Number(token))))
      return token;
    kept++;
    return `"${token}"`;
  });
  return { text: exact, kept };
}

// The same for two spellings of one number: 1.50e3, 1500 and 1500.0 are 15 and 4.
function digitsOf(number: string): string {
  const [, sign, whole = "", fraction = "", exponent = "0"] =
    /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i.exec(number) ?? [];
  if (sign === undefined) return number;
  const digits = (whole + fraction).replace(/^0+/, "");
  const significant = digits.replace(/0+$/, "");
  if (significant === "") return "0";
  return `${sign}${significant}e${Number(exponent) - fraction.length + (digits.length - significant.length)}`;
}

// JSON.parse takes any depth, JSON.stringify ends in a stack overflow: look before parsing.
function nestsDeeperThan(limit: number, text: string): boolean {
  let depth = 0;
  let inString = false;
  for (let position = 0; position < text.length; position++) {
    const unit = text.charCodeAt(position);
    if (inString) {
      if (unit === 0x5c) position++;
      else if (unit === 0x22) inString = false;
    } else if (unit === 0x22) inString = true;
    else if (unit === 0x5b || unit === 0x7b) {
      if (++depth > limit) return true;
    } else if (unit === 0x5d || unit === 0x7d) depth--;
  }
  return false;
}
