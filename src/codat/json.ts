import { CodatError } from "./error.ts";

/** A JSON object as the API sent it. */
export type JsonObject = { [field: string]: unknown };

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const deepest = 500;

/**
 * The object in an answer's body. An integer too long for a JavaScript number becomes a string of its digits, so that
 * none is lost. Throws `unreadable`: to be tried again for what is no JSON, not for JSON that is no object.
 */
export function parseObject(bytes: Uint8Array): JsonObject {
  const text = new TextDecoder().decode(bytes);
  if (nestsDeeperThan(deepest, text)) {
    throw new CodatError("unreadable", `Codat's answer is nested more than ${deepest} levels deep.`);
  }
  let value: unknown;
  try {
    value = JSON.parse(keepLongIntegers(text));
  } catch {
    // V8's message quotes the body, which is a borrower's data: it is not carried on.
    throw new CodatError(
      "unreadable",
      `Codat's answer is not JSON${text.trim() === "" ? ": it is empty" : ""}.`,
      {
        passing: true,
      },
    );
  }
  if (!isObject(value)) throw new CodatError("unreadable", "Codat's answer is JSON, but not an object.");
  return value;
}

const longInteger = /[:,[\s]-?\d{16,}[\s,\]}]/;
const stringOrNumber = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

function keepLongIntegers(text: string): string {
  if (!longInteger.test(text)) return text;
  return text.replace(stringOrNumber, (token) => {
    const isInteger = token[0] !== '"' && /^-?\d{16,}$/.test(token);
    return isInteger && BigInt(token) !== BigInt(Number(token)) ? `"${token}"` : token;
  });
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
