/** Above or below the line. */
export type Shift = "raised" | "lowered";

const digits: Record<Shift, string> = { raised: "⁰¹²³⁴⁵⁶⁷⁸⁹", lowered: "₀₁₂₃₄₅₆₇₈₉" };
const signs: Record<Shift, Readonly<Record<string, string>>> = {
  raised: { "+": "⁺", "-": "⁻", "\u2212": "⁻", "(": "⁽", ")": "⁾" },
  lowered: { "+": "₊", "-": "₋", "\u2212": "₋", "(": "₍", ")": "₎" },
};
const number = /^\s*[-+\u2212(]?\d[\d,\s]*(?:\)\s*)?$/;

/**
 * Raised and lowered numbers as characters of their own: `1,250` with a raised 1 must not become `1,2501`. Other text is
 * unchanged.
 */
export function shiftDigits(text: string, shift: Shift | undefined): string {
  if (!shift || !number.test(text)) return text;
  return text.replace(/[\d+\-\u2212()]/g, (one) => signs[shift][one] ?? digits[shift].charAt(Number(one)));
}
