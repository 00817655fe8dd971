import { type NumberSection, parseNumberSection, sectionsOf, withoutLiterals } from "./number-section.ts";
import { clockTime, type DateSystem, isoDate } from "./office-date.ts";

/**
 * Returns the formatter of a format code. Dates become ISO dates; money and percentages keep their symbols. If the
 * displayed text is less exact than the stored number, the stored number follows in parentheses: `5% (0.0456)`.
 */
export function numberFormat(code: string, dates: DateSystem): (value: number) => string {
  const codes = sectionsOf(code);
  const bare = withoutLiterals(codes[0] ?? "");
  if (code === "" || /general|@/i.test(bare)) return plainNumber;
  if (/[ymdhs]/i.test(bare)) return (value) => dateOf(value, bare, dates) ?? plainNumber(value);
  const sections = codes.map(parseNumberSection);
  return (value) => {
    const { section, isSigned } = sectionFor(value, sections);
    if (!section) return plainNumber(value);
    const { text, isExact } = format(Math.abs(value), section);
    const signed = `${isSigned && value < 0 ? "-" : ""}${text}`.trim();
    // Some formats show negative numbers only in red, and text has no color.
    const showsSign = value >= 0 || showsNegative.test(signed);
    return isExact && showsSign ? signed : `${signed} (${plainNumber(value)})`.trimStart();
  };
}

/** Matches text that shows a number as negative: a minus sign, a parenthesis, CR or DR. */
export const showsNegative = /[-\u2212(]|\b(?:CR|DR)\b/i;

/** Rounds to Excel's 15 significant digits: further digits are floating-point noise. */
export function plainNumber(value: number): string {
  return String(Number(value.toPrecision(15)));
}

function dateOf(value: number, code: string, dates: DateSystem): string | undefined {
  if (/\[(h+|m+|s+)\]/i.test(code)) return clockTime(value);
  const hasDay = /[yd]/i.test(code) || !/[hs]/i.test(code);
  if (!hasDay && value >= 0 && value < 1) return clockTime(value);
  return isoDate(value, dates);
}

type Sections = readonly (NumberSection | undefined)[];

function sectionFor(
  value: number,
  sections: Sections,
): { section?: NumberSection | undefined; isSigned: boolean } {
  const [positive] = sections;
  if (value < 0 && sections.length > 1) return { section: sections[1], isSigned: false };
  if (value === 0 && sections.length > 2) return { section: sections[2], isSigned: false };
  return { section: positive, isSigned: true };
}

function format(value: number, section: NumberSection): { text: string; isExact: boolean } {
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
