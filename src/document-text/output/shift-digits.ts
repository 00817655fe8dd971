/** Above or below the line. */
export type Shift = "raised" | "lowered";

const digits: Record<Shift, string> = { raised: "⁰¹²³⁴⁵⁶⁷⁸⁹", lowered: "₀₁₂₃₄₅₆₇₈₉" };
const signs: Record<Shift, readonly string[]> = {
  raised: ["⁺", "⁻", "⁽", "⁾"],
  lowered: ["₊", "₋", "₍", "₎"],
};
// Programs write a minus sign as a hyphen or a dash too.
const minus = "\\-\u2010-\u2013\u2212";
const number = `[+(${minus}]*\\d[\\d.,/+()${minus}\\s]*`;
// Text may be cut between a sign and its number.
const atStart = new RegExp(`^\\s*(?:${number}|[+${minus}]+$)`);
// Bounded, so that a long text takes linear time.
const atEnd = new RegExp(`[+(${minus}]{0,3}\\d[\\d.,/+()${minus}]{0,40}\\s{0,9}$`);
const shiftable = new RegExp(`[\\d+()${minus}]`, "g");

/**
 * Raised and lowered numbers as characters of their own: `1,250` with a raised 1 must not become `1,2501`. Only those at the ends
 * of a text can touch another number; all else is unchanged.
 */
export function shiftDigits(text: string, shift: Shift | undefined): string {
  if (!shift) return text;
  const begun = text.replace(atStart, (found) => shifted(found, shift));
  return begun.replace(atEnd, (found) => shifted(found, shift));
}

function shifted(found: string, shift: Shift): string {
  return found.replace(shiftable, (one) => {
    const sign = "+-()".indexOf(/[\d+()]/.test(one) ? one : "-");
    return sign < 0 ? digits[shift].charAt(Number(one)) : (signs[shift][sign] ?? one);
  });
}
