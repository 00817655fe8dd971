import { describe, expect, test } from "vitest";
import { amountsIn } from "../../../src/attachments/sums/amounts.ts";
import { writeDecimal } from "../../../src/attachments/sums/decimal.ts";
import { cpuMs } from "../../support/cpu-time.ts";

/** The amounts of a cell as text, read with a decimal point unless they prove a comma. */
function read(cell: string): string[] {
  return amountsIn(cell).map(({ number, isNegative, currency, isCreditOrDebit }) => {
    const value = number?.value(number.proves ?? ".");
    const digits = value ? writeDecimal(value) : "unreadable";
    return [isNegative ? `-${digits}` : digits, currency, isCreditOrDebit && "CR or DR"]
      .filter(Boolean)
      .join(" ");
  });
}

describe("a cell that is one amount", () => {
  test.each([
    ["1,234.50", "1234.50"],
    ["1.234,50", "1234.50"],
    ["1 234,50", "1234.50"],
    ["1\u202F234,50 \u20AC", "1234.50 \u20AC"],
    ["1'234.50", "1234.50"],
    ["12,34,567.00", "1234567.00"],
    ["1,234,567", "1234567"],
    ["0,125", "0.125"],
    ["350", "350"],
    ["\u00A31,234.50", "1234.50 \u00A3"],
    ["US$ 12.00", "12.00 US$"],
    ["GBP 12.00", "12.00 GBP"],
    ["12.00 eur", "12.00 EUR"],
    ["(1,234.50)", "-1234.50"],
    ["(\u00A310.00)", "-10.00 \u00A3"],
    ["\u00A3(10.00)", "-10.00 \u00A3"],
    ["10.00-", "-10.00"],
    ["10.00 -", "-10.00"],
    ["-10.00", "-10.00"],
    ["\u221210.00", "-10.00"],
    ["-\u00A310.00", "-10.00 \u00A3"],
    ["\u00A3-10.00", "-10.00 \u00A3"],
    ["+10.00", "10.00"],
    ["10.00 CR", "10.00 CR or DR"],
  ])("%s", (cell, amount) => {
    expect(read(cell)).toEqual([amount]);
  });
});

describe("a cell without a certain amount", () => {
  test.each([
    "",
    "-",
    "n/a",
    "2026-05-31",
    "31.05.2026",
    "31 May 2026",
    "8%",
    "1.25 %",
    "007",
    "0123456",
    "INV-20,400.50",
    "1.2.3",
    "3 500",
    "9".repeat(60),
    "9".repeat(3_000),
  ])("%j", (cell) => {
    expect(read(cell)).toEqual([]);
  });
});

describe("a text with amounts", () => {
  test.each([
    ["INV-20400 Foxholm depot due 2026-03-06 61 to 90 days \u00A33,001.55 sent twice", ["3001.55 \u00A3"]],
    ["guarantees debts of up to \u00A310,000.00.", ["10000.00 \u00A3"]],
    ["\u00A3180,000.00 (one hundred and eighty thousand pounds) less 6.5%", ["180000.00 \u00A3"]],
    ["paid 10.00 of 25.00", ["10.00", "25.00"]],
    ["from £10.00-£20.00", ["unreadable £", "unreadable £"]],
    ["10.00-20.00", ["unreadable", "unreadable"]],
    ["3 500.00", ["unreadable"]],
    ["about 3 500.00 net", ["unreadable"]],
    ["£3 500 net", ["unreadable £"]],
    ["(10.00", ["unreadable"]],
    ["-(10.00)", ["-unreadable"]],
    ["1,23,45", ["unreadable"]],
    ["Total-£10.00", []],
    ["refund (12.50) booked", ["-12.50"]],
    ["deposit (\u00A310.00 net)", ["10.00 \u00A3"]],
    ["12 months at 30 days", []],
    ["\u2013\u00A310.00 refunded", ["-10.00 \u00A3"]],
    ["net 12.50 VAT 2.50", ["12.50", "2.50"]],
    ["at 5.25 percent", []],
    ["1,200.00Cr", ["1200.00 CR or DR"]],
    ["5 Mar 20.50", ["20.50"]],
    ["clause 2.10.3 of v1.25b", []],
  ])("%s", (cell, amounts) => {
    expect(read(cell)).toEqual(amounts);
  });
});

test("a cell of thousands of separators takes no time", () => {
  for (const cell of [
    "1,".repeat(999),
    "(".repeat(1_900),
    "1 ".repeat(999),
    "\u00A3".repeat(1_900),
    "A".repeat(1_999),
  ])
    expect(cpuMs(() => amountsIn(cell))).toBeLessThan(2_000);
});
