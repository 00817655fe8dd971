import {
  generalSection,
  type NumberSection,
  parseNumberSection,
  sectionsOf,
  textSection,
  withoutLiterals,
} from "./number-section.ts";
import { clockTime, type DateSystem, isoDate } from "./office-date.ts";
import { showsNegative } from "./shows-negative.ts";

interface Written {
  text: string;
  /** Whether the text states the whole number. */
  isExact: boolean;
  /** Whether the text has its own sign. */
  isSigned?: boolean;
}

// For positive numbers, negative ones, zero, text.
const maxSections = 4;

/**
 * Returns the formatter of a format code. Dates become ISO dates; money and percentages keep their symbols. If the
 * displayed text is less exact than the stored number, or does not show that it is negative, the stored number follows in
 * parentheses: `5% (0.0456)`.
 */
export function numberFormat(code: string, dates: DateSystem): (value: number) => string {
  if (code === "") return plainNumber;
  const sections = numberSections(code);
  const conditions = sections.map(conditionOf);
  const writers = sections.map((section) => writerOf(section, dates));
  const write = (value: number) => writers[sectionFor(value, conditions)]?.(value) ?? plain(value);
  const isForNegatives = conditions.length > 1 && conditions.every((condition) => !condition);
  return (value) => {
    const { text, isExact, isSigned } = write(value);
    if (isSigned) return text;
    const isClear = isExact && !(value > 0 && looksNegative.test(text));
    if (value >= 0) return isClear ? text : withStored(text, value);
    // A section with a condition of its own gets a sign if it has none.
    const hasSign = isForNegatives || (conditions.length > 1 && showsNegative.test(text));
    const signed = (hasSign ? text : `-${text}`).trim();
    // Some formats show negative numbers only in red, and text has no color.
    const showsSign = showsNegative.test(signed) && signed !== write(-value).text;
    return isExact && showsSign ? signed : withStored(signed, value);
  };
}

// A literal of the format can make a positive number look negative.
const looksNegative = /^[^\d(]*[-\u2212][^\d]*\d|^\(.*\)$/;

function withStored(text: string, value: number): string {
  return text === "" ? notShown(value) : `${text} (${plainNumber(value)})`;
}

/** A number that its format does not show at all. Many formats leave out a zero. */
export function notShown(value: number): string {
  return value === 0 ? "0" : `${plainNumber(value)} ${hiddenByFormat}`;
}

const hiddenByFormat = "(hidden by its format)";

/** Returns the formatter of a format code for text; undefined if it shows text as it is. */
export function textFormat(code: string): ((text: string) => string) | undefined {
  if (/^;;;\s*$/.test(code)) return (text) => (text === "" ? "" : `${text} ${hiddenByFormat}`);
  if (!code.includes("@") || code === "@") return undefined;
  return textSection(sectionsOf(code).slice(0, maxSections).at(-1) ?? "");
}

/** Rounds to Excel's 15 significant digits: further digits are floating-point noise. */
export function plainNumber(value: number): string {
  // Most numbers in sheets are whole.
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return String(value + 0);
  return String(Number(value.toPrecision(15)));
}

function dateOf(value: number, code: string, dates: DateSystem): string | undefined {
  if (/\[(h+|m+|s+)\]/i.test(code)) return clockTime(value);
  const hasDay = /[yd]/i.test(code) || !/[hs]/i.test(code);
  if (!hasDay && value >= 0 && value < 1) return clockTime(value);
  return isoDate(value, dates);
}

/** The sections for numbers: a last one with `@` is for text. */
function numberSections(code: string): string[] {
  const sections = sectionsOf(code).slice(0, maxSections);
  const isForText = sections.length > 1 && withoutLiterals(sections.at(-1) ?? "").includes("@");
  return isForText ? sections.slice(0, -1) : sections;
}

function plain(value: number): Written {
  return { text: plainNumber(value), isExact: true, isSigned: true };
}

function writerOf(code: string, dates: DateSystem): (value: number) => Written {
  const bare = withoutLiterals(code);
  const asText = textSection(code);
  if (asText) return (value) => ({ text: asText(plainNumber(value)).trim(), isExact: true, isSigned: true });
  const general = generalSection(code);
  if (general) {
    const { before, after } = general;
    return (value) => ({ text: `${before}${plainNumber(Math.abs(value))}${after}`.trim(), isExact: true });
  }
  if (/[ymdhs]/i.test(bare)) {
    return (value) => {
      const text = dateOf(value, bare, dates);
      return text === undefined ? plain(value) : { text, isExact: true, isSigned: true };
    };
  }
  const section = parseNumberSection(code);
  return section ? (value) => format(Math.abs(value), section) : plain;
}

type Condition = (value: number) => boolean;

/** The place of the section for a value; -1 if its conditions leave none. */
function sectionFor(value: number, conditions: readonly (Condition | undefined)[]): number {
  const [first, second] = conditions;
  const count = conditions.length;
  if (!first && !second) {
    if (value < 0 && count > 1) return 1;
    return value === 0 && count > 2 ? 2 : 0;
  }
  if (first ? first(value) : value > 0) return 0;
  if (second ? second(value) : count === 2 || (count > 2 && value < 0)) return 1;
  return count > 2 ? 2 : -1;
}

function conditionOf(section: string): Condition | undefined {
  const [, sign, limit] = /\[(<=|>=|<>|<|>|=)\s*(-?\d*\.?\d+)\]/.exec(section) ?? [];
  const to = Number(limit);
  switch (sign) {
    case "<":
      return (value) => value < to;
    case "<=":
      return (value) => value <= to;
    case ">":
      return (value) => value > to;
    case ">=":
      return (value) => value >= to;
    case "=":
      return (value) => value === to;
    case "<>":
      return (value) => value !== to;
    default:
      return undefined;
  }
}

function format(value: number, section: NumberSection): Written {
  const places = section.fraction.filter((token) => token.isDigit).length;
  const rounded = round(value, section.power, places);
  const digits = rounded.digits.padStart(places + 1, "0");
  const whole = digits.slice(0, digits.length - places).replace(/^0+/, "");
  const fraction = digits.slice(digits.length - places);
  const hasDigits = section.whole.some((token) => token.isDigit) || places > 0;
  const text = (wholeText(whole, section) + fractionText(fraction, section)).trim();
  return {
    text,
    // For zero, any text is exact, such as a dash.
    isExact: (value === 0 && text !== "") || (rounded.isExact && !section.isScaled && hasDigits),
  };
}

// Rounds the decimal digits, not the binary number: 1.005 is shown as 1.01.
function round(value: number, power: number, places: number): { digits: string; isExact: boolean } {
  const [mantissa = "", exponent = ""] = value.toExponential(14).split("e");
  const digits = BigInt(mantissa.replace(".", ""));
  const shift = Number(exponent) - 14 + power + places;
  if (shift >= 0) return { digits: String(digits * 10n ** BigInt(shift)), isExact: true };
  const divisor = 10n ** BigInt(-shift);
  const rest = digits % divisor;
  return { digits: String(digits / divisor + (rest * 2n >= divisor ? 1n : 0n)), isExact: rest === 0n };
}

// Fills the places from the right. The first place takes all remaining digits.
function wholeText(whole: string, { whole: tokens, hasThousands, hasPoint }: NumberSection): string {
  const first = tokens.findIndex((token) => token.isDigit);
  let text = "";
  let left = whole;
  let written = 0;
  const put = (digit: string) => {
    text = `${digit}${hasThousands && written > 0 && written % 3 === 0 ? "," : ""}${text}`;
    written++;
  };
  for (const [at, token] of [...tokens.entries()].reverse()) {
    if (!token.isDigit) text = token.text + text;
    else if (left !== "" || token.text === "0") {
      put(left.slice(-1) || "0");
      left = left.slice(0, -1);
    }
    for (; at === first && left !== ""; left = left.slice(0, -1)) put(left.slice(-1));
  }
  return first < 0 && hasPoint ? text + left : text;
}

function fractionText(fraction: string, { fraction: tokens, hasPoint }: NumberSection): string {
  let at = 0;
  const kept = fraction.replace(/0+$/, "").length;
  const written = tokens.map((token) => {
    if (!token.isDigit) return token.text;
    const digit = fraction.charAt(at++);
    return token.text === "0" || at <= kept ? digit : "";
  });
  return (hasPoint && /\d/.test(written.join("")) ? "." : "") + written.join("");
}
