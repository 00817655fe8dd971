import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { placesIn } from "../../../src/attachments/find/places.ts";
import { addMatchingLines } from "../../../src/attachments/sums/add-matching-lines.ts";
import { writeDecimal } from "../../../src/attachments/sums/decimal.ts";
import type { Block } from "../../../src/document-text/types.ts";
import { runToEnd } from "../../support/run-to-end.ts";

function sumsOf(blocks: readonly Block[], find: string, { fromPage = 1, type = "application/pdf" } = {}) {
  return runToEnd(addMatchingLines(blocks, placesIn(blocks), find, { fromPage, type }));
}

/** Each column of rows that all match, as `name: sum` or `name: why not`. */
function columnsOf(
  rows: readonly string[],
  { heads = [] as string[], type = "application/pdf" } = {},
): string[] {
  const blocks = [...heads, ...rows.map((row) => `x | ${row}`)].map((line) => ({ line }));
  return sumsOf(blocks, "x |", { type }).columns.map(
    ({ name, header, ...column }) =>
      `${header ?? name}: ${"sum" in column ? `${writeDecimal(column.sum)} ${column.currency ?? ""}`.trim() : column.why}`,
  );
}

const otherNumbers = [
  "2026-05-31 | 31/05/26 | +442079460000 | 020 7946 0000 | GB29 NWBK 6016 1331 9268 19 | 8.5% | 2.00",
  "20260531 | 1 May 2026 | 442079460000 | +44 20 7946 0000 | DE89 3704 0044 0532 0130 00 | 5 % | 4.00",
].map((row) => row.replaceAll("/", "-"));

describe("the columns of matching lines", () => {
  test.each<[string, string[], string[]]>([
    [
      "with one amount in each line are added",
      ["\u00A31,200.50 | 3", "\u00A3(200.25) | 4"],
      ["column 2: 1000.25 \u00A3", "column 3: 7"],
    ],
    [
      "with an empty cell are not added",
      ["1.50 | 2.00", " | 3.00"],
      ["column 2: 1 of the lines has no amount", "column 3: 5.00"],
    ],
    [
      "with two amounts in a cell are not added",
      ["1.50 of 2.50", "1.00"],
      ["column 2: 1 of the lines has more than one amount"],
    ],
    [
      "in several currencies are not added",
      ["\u00A31.50", "\u20AC2.50"],
      ["column 2: the lines have several currencies: \u00A3, \u20AC"],
    ],
    [
      "beside several currencies are not added",
      ["GBP | 1.50", "EUR | 2.50"],
      ["column 3: the lines have several currencies: GBP, EUR"],
    ],
    [
      "of which any number can be read in two ways are not added",
      ["1,234", "2,500"],
      ["column 2: 1,234 can mean 1234 or 1.234"],
    ],
    ["are added if one amount shows how to read the others", ["1,234", "2,500.50"], ["column 2: 3734.50"]],
    [
      "are added if another column shows how to read them",
      ["1.234 | 10,50", "2.500 | 11,50"],
      ["column 2: 3734", "column 3: 22.00"],
    ],
    [
      "with decimal points and decimal commas are not added",
      ["1,234.50", "1.234,50"],
      ["column 2: some amounts have a decimal point and some a decimal comma"],
    ],
    [
      "with CR and DR are not added",
      ["1.50 CR", "2.50 DR"],
      ["column 2: credit and debit marks (CR, DR) do not show which amounts to subtract"],
    ],
    [
      "beside credits and debits are not added",
      ["Credit | 1.50", "Debit | 2.50"],
      ["column 3: credit and debit marks (CR, DR) do not show which amounts to subtract"],
    ],
    ["beside credits only are added", ["CR | 1.50", "cr | 2.50"], ["column 3: 4.00"]],
    [
      "in several currencies with names are not added",
      ["1,50 kr", "2,50 z\u0142"],
      ["column 2: the lines have several currencies: kr, z\u0142"],
    ],
    ["in one currency, however spelled, are added", ["1.50 eur", "EUR 2.50"], ["column 2: 4.00 EUR"]],
    ["beside dates, phone and account numbers are added", otherNumbers, ["column 8: 6.00"]],
    ["with trailing minus signs are subtracted", ["10.00-", "25.00"], ["column 2: 15.00"]],
  ])("%s", (_, rows, columns) => {
    expect(columnsOf(rows)).toEqual(columns);
  });

  test("are named by the row above that has no numbers", () => {
    const heads = ["Report of 2026", "Ref | Amount | Days", "y | 1.00 | 3"];
    expect(columnsOf(["1.50 | 2"], { heads })).toEqual(["Amount: 1.50", "Days: 2"]);
  });

  test("of percentages are not added", () => {
    const heads = ["Ref | VAT % | Amount"];
    expect(columnsOf(["20.0 | 2.00", "5.0 | 4.00"], { heads })).toEqual([
      "VAT %: its head says that it has percentages",
      "Amount: 6.00",
    ]);
  });

  test("of a sheet are named by letter, and a run of empty cells counts", () => {
    const blocks = [{ mark: "sheet \u201CA\u201D" }, { line: "1: x | (21 empty cells up to V) | 4.50" }];
    expect(sumsOf(blocks, "x").columns).toMatchObject([{ name: "column W" }]);
  });

  test("of a sheet count rows that are written once, and say how many are hidden", () => {
    const blocks = [{ mark: "sheet A" }, { line: "2-4: x | 1.50" }, { line: "5 (hidden): x | 2.00" }];
    const sums = sumsOf(blocks, "x");
    expect(sums).toMatchObject({ lines: 4, hidden: 1, columns: [{ name: "column B" }] });
    expect(sums.columns.map((column) => "sum" in column && writeDecimal(column.sum))).toEqual(["6.50"]);
  });

  test("with text that is struck out or not readable are not added", () => {
    expect(columnsOf(["[struck out: 5.00]", "6.00"])).toEqual([
      "column 2: 1 of the lines has an amount that cannot be read with certainty",
    ]);
    expect(columnsOf(["[unreadable]5.00", "6.00"])[0]).toContain("cannot be read with certainty");
  });

  test("of a CSV are divided at its delimiter, not in quoted cells", () => {
    const lines = ["Ref;Note;Amount", '1;"late; x";"1,50"', '2;"x ""2""";2,25'].map((line) => ({ line }));
    const { columns } = sumsOf(lines, "x", { type: "text/csv" });
    const amounts = columns.flatMap((column) =>
      "sum" in column ? [[column.header, writeDecimal(column.sum)]] : [],
    );
    expect(amounts).toEqual([
      ["Ref", "3"],
      ["Amount", "3.75"],
    ]);
  });

  test("add exactly what a plain addition of pennies adds", () => {
    fc.assert(
      fc.property(amounts, anyStyle, (cents, style) => {
        const [column = ""] = columnsOf(cents.map((value) => written(value, style)));
        const sum = cents.reduce((total, value) => total + value, 0) / 100;
        expect(column).toBe(`column 2: ${sum.toFixed(2).replace("-0.00", "0.00")} ${style.currency}`.trim());
      }),
      { numRuns: 500 },
    );
  });

  test("written in different ways are added exactly, or not at all", () => {
    const cell = fc.tuple(
      fc.integer({ min: -100_000_000, max: 100_000_000 }),
      anyStyle,
      fc.constantFrom(...around),
    );
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1, maxLength: 6 }), (cells) => {
        const rows = cells.map(([value, style, [before, after]]) => before + written(value, style) + after);
        const sum = cells.reduce((total, [value]) => total + value, 0) / 100;
        const added = columnsOf(rows).filter((column) => /^column \d: -?\d+(?:\.\d+)? ?\S*$/u.test(column));
        for (const column of added) {
          expect(
            Number(/-?\d+(?:\.\d+)?/.exec(column.slice(column.indexOf(":")))?.[0]),
            rows.join("; "),
          ).toBe(sum);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

const amounts = fc.array(fc.integer({ min: -100_000_000, max: 100_000_000 }), {
  minLength: 1,
  maxLength: 60,
});

interface Style {
  /** Between thousands. */
  group: string;
  mark: string;
  isIndian: boolean;
  negative: (text: string) => string;
  currency: string;
  isAfter: boolean;
}

const anyStyle: fc.Arbitrary<Style> = fc
  .record({
    separators: fc.constantFrom(
      ...[
        ",.",
        ".,",
        "'.",
        "\u2019.",
        "\u00A0,",
        "\u202F,",
        "\u202F.",
        "\u2009.",
        "\u2007.",
        "\u3000,",
        "\u00B4.",
        " ,",
      ],
    ),
    isIndian: fc.boolean(),
    negative: fc.constantFrom(
      (text: string) => `(${text})`,
      (text: string) => `-${text}`,
      (text: string) => `\u2212${text}`,
      (text: string) => `\u2013${text}`,
      (text: string) => `${text}-`,
      (text: string) => `${text} -`,
    ),
    currency: fc.constantFrom("", "\u00A3", "\u20AC", "US$", "GBP", "kr"),
    isAfter: fc.boolean(),
  })
  .map(({ separators, isIndian, ...rest }) => ({
    ...rest,
    group: separators.charAt(0),
    mark: separators.charAt(1),
    isIndian: isIndian && separators === ",.",
  }));

// What can stand around an amount in its cell.
const around = [
  ["", ""],
  ["due ", " by bank"],
  ["(see ", ")"],
  ["2 at ", ""],
  ["1: ", ""],
  ["", " CR"],
  ["DR ", ""],
  ["", "%"],
  ["~", ""],
  ["", "-20.00"],
  ["10.00-", ""],
  ["1_", ""],
  ["", "k"],
  ["", "\u00B9"],
] as const;

function written(cents: number, { group, mark, isIndian, negative, currency, isAfter }: Style): string {
  const digits = String(Math.abs(cents)).padStart(3, "0");
  const places = isIndian ? /\B(?=(?:\d{2})*\d{3}$)/g : /\B(?=(?:\d{3})+$)/g;
  const number = `${digits.slice(0, -2).replace(places, group)}${mark}${digits.slice(-2)}`;
  const text = isAfter ? `${number} ${currency}` : `${currency}${currency.length > 1 ? " " : ""}${number}`;
  return cents < 0 ? negative(text.trim()) : text.trim();
}

describe("the lines that are added", () => {
  const page = (number: number, ...lines: string[]) => [
    { mark: `page ${number} of 3` },
    ...lines.map((line) => ({ line })),
  ];
  const blocks = [
    ...page(1, "late | 1.00", "paid | 2.00"),
    ...page(2, "LATE | 4.00", "Total late | 5.00"),
    ...page(3, "la", "te 8.00"),
  ];

  test("are those that contain the text, from a page on", () => {
    expect(sumsOf(blocks, "late")).toMatchObject({ matches: 4, lines: 3, acrossLines: 1, totals: 1 });
    expect(sumsOf(blocks, "late", { fromPage: 2 })).toMatchObject({ matches: 4, lines: 2 });
    expect(sumsOf(blocks, "never")).toMatchObject({ matches: 0, lines: 0, columns: [] });
  });

  test.each<[string, string[], object]>([
    ["ISO dates", ["due 2026-05-31", "due 2025-12-01 and 2026-01-01"], { iso: "2025-12-01" }],
    ["months by name", ["31 May 2026", "May 3rd, 2026", "1-Jun-2026"], { iso: "2026-05-03" }],
    ["dots: the day is first", ["04.03.2026", "05.02.2026"], { iso: "2026-02-05" }],
    ["slashes, of which one shows the day", ["04/03/2026", "25/12/2025"], { iso: "2025-12-25" }],
    [
      "slashes that can be read in two ways",
      ["04/03/2026"],
      { why: "4/3/2026 can be read with the day or the month first" },
    ],
    ["years of two digits", ["04/03/26"], { why: "the year of 04/03/26 has two digits" }],
    [
      "no day of the calendar",
      ["2026-02-30", "0001-01-01"],
      { why: "no date was recognized in these lines" },
    ],
  ])("have an earliest date: %s", (_, lines, earliest) => {
    const dated = lines.map((line) => ({ line: `x ${line}` }));
    expect(sumsOf(dated, "x").earliest).toMatchObject(earliest);
  });

  test("have the page of the earliest date", () => {
    const dated = [...page(1, "x 2026-05-31"), ...page(3, "x 2026-05-30")];
    expect(sumsOf(dated, "x").earliest).toMatchObject({ iso: "2026-05-30", page: 3 });
  });
});
