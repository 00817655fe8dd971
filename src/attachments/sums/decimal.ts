/** An exact decimal number: `units` / 10 ** `scale`. */
export interface Decimal {
  units: bigint;
  scale: number;
}

/** Adds without rounding. */
export function sumOf(numbers: readonly Decimal[]): Decimal {
  const scale = numbers.reduce((most, { scale }) => Math.max(most, scale), 0);
  const units = numbers.reduce((sum, number) => sum + number.units * 10n ** BigInt(scale - number.scale), 0n);
  return { units, scale };
}

/** `-1234.50`: digits and a decimal point, without thousands separators. */
export function writeDecimal({ units, scale }: Decimal): string {
  const digits = String(units < 0n ? -units : units).padStart(scale + 1, "0");
  const whole = digits.slice(0, digits.length - scale);
  return `${units < 0n ? "-" : ""}${whole}${scale > 0 ? `.${digits.slice(-scale)}` : ""}`;
}
