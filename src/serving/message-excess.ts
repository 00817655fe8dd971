// The SDK copies every value several times, which would block the process.
const mostValues = 10_000;
// No message of the protocol is nested as deep. JSON.parse takes 0.3 s per megabyte of brackets.
const mostLevels = 100;

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const isOpening = (unit: number) => unit === 0x7b || unit === 0x5b;
const isClosing = (unit: number) => unit === 0x7d || unit === 0x5d;

/**
 * What a JSON text has too much of to be parsed, as a sentence without its period. Linear in the length of any text. Signs
 * within strings do not count: a text of the user may have many.
 */
export function excessIn(json: string): string | undefined {
  let values = 0;
  let levels = 0;
  for (let at = 0; at < json.length; at++) {
    const unit = json.charCodeAt(at);
    if (unit === quote) at = endOfString(json, at);
    else if (unit === comma) values++;
    else if (isOpening(unit)) {
      levels++;
      values++;
    } else if (isClosing(unit)) {
      levels--;
      // An empty list or object is one value: the comma before it is counted.
      if (isOpening(json.charCodeAt(at - 1))) values--;
    }
    if (levels > mostLevels) return `The message is nested more than ${mostLevels} levels deep`;
    if (values > mostValues) return `The message has more than ${mostValues.toLocaleString("en")} values`;
  }
  return undefined;
}

/** The JSON text with each list and object in its members emptied, and with its first members only: enough to answer it. */
export function outlineOf(json: string): string {
  const kept: string[] = [];
  let from = 0;
  let levels = 0;
  let members = 0;
  for (let at = 0; at < json.length; at++) {
    const unit = json.charCodeAt(at);
    if (unit === quote) at = endOfString(json, at);
    else if (isOpening(unit) && ++levels === 2) kept.push(json.slice(from, at + 1));
    else if (isClosing(unit) && --levels === 1) from = at;
    else if (unit === comma && levels === 1 && ++members === mostValues) {
      kept.push(json.slice(from, at), json.trimStart().startsWith("[") ? "]" : "}");
      return kept.join("");
    }
  }
  if (levels < 2) kept.push(json.slice(from));
  return kept.join("");
}

function endOfString(json: string, start: number): number {
  for (let at = json.indexOf('"', start + 1); at >= 0; at = json.indexOf('"', at + 1)) {
    let escapes = 0;
    while (json.charCodeAt(at - 1 - escapes) === backslash) escapes++;
    if (escapes % 2 === 0) return at;
  }
  return json.length;
}
