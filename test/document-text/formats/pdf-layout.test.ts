import { describe, expect, test } from "vitest";
import { pdfFile, pdfOf, placed } from "../../support/pdf-files.ts";
import { extractPdf, linesOf } from "../extract.ts";

const lines = async (...texts: [x: number, y: number, text: string, size?: number][]) =>
  linesOf(await extractPdf(pdfFile(pdfOf([placed(...texts)]))));

describe("a row", () => {
  test("holds a label and its amount, in whatever order they are drawn", async () => {
    expect(
      await lines(
        [480, 700, "$8,000.00"],
        [480, 685, "$400.00"],
        [350, 700, "Subtotal:"],
        [350, 685, "Discount:"],
      ),
    ).toEqual(["Subtotal: | $8,000.00", "Discount: | $400.00"]);
  });

  test("keeps empty cells in their columns", async () => {
    const columns = [50, 180, 310, 440];
    const table = [
      ["Customer", "Current", "30 days", "90+ days"],
      ["Alder Ltd", "1,200.00", "", "310.00"],
      ["Birch GmbH", "", "4,500.00", ""],
      ["Cedar SA", "980.00", "75.00", "9,999.00"],
    ];
    const byColumn = columns.flatMap((x, column) =>
      table.flatMap((row, index): [number, number, string][] =>
        row[column] ? [[x, 780 - 20 * index, row[column]]] : [],
      ),
    );
    expect(await lines(...byColumn)).toEqual([
      "Customer | Current | 30 days | 90+ days",
      "Alder Ltd | 1,200.00 |  | 310.00",
      "Birch GmbH |  | 4,500.00",
      "Cedar SA | 980.00 | 75.00 | 9,999.00",
    ]);
  });

  test("takes in numbers that stand a little higher or lower", async () => {
    expect(await lines([50, 700, "Total due"], [300, 701.5, "48,210.00"])).toEqual(["Total due | 48,210.00"]);
  });

  test("has decimal points that were drawn later in their numbers", async () => {
    expect(await lines([50, 700, "Rate"], [100, 700, "12"], [113.9, 700, "5"], [111.1, 700, "."])).toEqual([
      "Rate | 12.5",
    ]);
  });

  test("shows a raised number after a number as raised, and never as its last digit", async () => {
    expect(await lines([50, 700, "Sales 1,234"], [103.4, 704, "2", 6])).toEqual(["Sales 1,234^2"]);
    expect(await lines([50, 700, "Sales 1,234"], [103.4, 701.8, "2", 6])).toEqual(["Sales 1,234^2"]);
    expect(await lines([50, 700, "Sales 1,234"], [103.4, 703.5, "2"])).toEqual(["Sales 1,234^2"]);
    expect(await lines([50, 700, "Sales 10"], [89.1, 703.5, "-6", 6])).toEqual(["Sales 10^-6"]);
  });

  test.each<[string, [x: number, y: number, text: string, size?: number][], string]>([
    [
      "a word",
      [
        [50, 700, "Total"],
        [72.8, 704, "1", 6],
      ],
      "Total¹",
    ],
    [
      "a bracket or percent sign",
      [
        [50, 700, "7%"],
        [64.5, 704, "\\(2\\)", 6],
      ],
      "7%^(2)",
    ],
    [
      "nothing, before a number",
      [
        [50, 704, "1", 6],
        [53.4, 700, "1,250.00"],
      ],
      "^1 1,250.00",
    ],
    [
      "nothing, before a word",
      [
        [50, 704, "2", 6],
        [53.4, 700, "Includes tax"],
      ],
      "^2Includes tax",
    ],
    [
      "a currency",
      [
        [50, 700, "$"],
        [55.7, 704, "99", 6],
      ],
      "$99",
    ],
  ])("shows a raised number after %s as raised", async (_, texts, line) => {
    expect(await lines(...texts)).toEqual([line]);
  });

  test("is not printed twice for a shadow", async () => {
    expect(await lines([50, 700, "Overdue"], [50.5, 699.7, "Overdue"], [50, 680, "Overdue"])).toEqual([
      "Overdue",
      "Overdue",
    ]);
  });

  test("closes up a word of spaced letters, and keeps single digits apart", async () => {
    const word = Array.from("INVOICE", (letter, at): [number, number, string] => [50 + 13 * at, 700, letter]);
    const digits = Array.from("12345", (digit, at): [number, number, string] => [50 + 13 * at, 650, digit]);
    expect(await lines(...word, ...digits)).toEqual(["INVOICE", "1 2 3 4 5"]);
  });
});

describe("prose", () => {
  const paragraph = (side: string, count: number) =>
    Array.from({ length: count }, (_, at) => `The ${side} column goes on with line ${at}`);
  const column = (x: number, side: string, count = 8, top = 600) =>
    paragraph(side, count).map((text, at): [number, number, string] => [x, top - 12 * at, text]);

  test("in two columns is read one column after the other, between what stands across the page", async () => {
    const title: [number, number, string] = [
      50,
      700,
      "A title that stands across both columns of this page and fills it",
    ];
    const foot: [number, number, string] = [
      50,
      450,
      "A footnote that stands across both columns of this page and fills it",
    ];
    const left = column(50, "left");
    const right = column(310, "right");
    const mixed = left.flatMap((line, at) => [line, right[at] ?? line]);
    expect(await lines(title, ...mixed, foot)).toEqual([
      title[2],
      ...paragraph("left", 8),
      ...paragraph("right", 8),
      foot[2],
    ]);
  });

  test("beside amounts is one table", async () => {
    const amounts = Array.from({ length: 8 }, (_, at): [number, number, string] => [
      400,
      600 - 12 * at,
      `${at},250.00`,
    ]);
    expect(await lines(...column(50, "left"), ...amounts)).toEqual(
      paragraph("left", 8).map((text, at) => `${text} | ${at},250.00`),
    );
  });
});

test("text turned by a quarter is read in its own direction, after the page's other text", async () => {
  const turned = "BT /F1 10 Tf 0 1 -1 0 40 300 Tm (Copy of the original) Tj ET";
  const page = `${turned}\n${placed([100, 700, "Invoice 1001"], [100, 680, "Total 48,210.00"])}`;
  expect(linesOf(await extractPdf(pdfFile(pdfOf([page]))))).toEqual([
    "Invoice 1001",
    "Total 48,210.00",
    "Copy of the original",
  ]);
});

test("text over other text is reported, because its line is uncertain", async () => {
  const page = placed([50, 700, "Total 48,210.00"], [50, 697, "Total 12,999.00"]);
  const { notes } = await extractPdf(pdfFile(pdfOf([page])));
  expect(notes).toMatchInlineSnapshot(`
    [
      "Page 1: some lines overlap, so what stands on one line here may not belong together. Look at the page to check.",
    ]
  `);
});

test("a table below columns of prose keeps its rows", async () => {
  const show = (x: number, y: number, text: string) => `BT /F1 9 Tf ${x} ${y} Td (${text}) Tj ET`;
  const columns = Array.from({ length: 8 }, (_, at) => [
    show(40, 800 - 12 * at, "The lender shall provide the money as agreed"),
    show(320, 800 - 12 * at, "The borrower must repay all sums when due"),
  ]);
  const table = ["Fee", "Rate", "Sum"].map((name, at) =>
    [name, `1${at}.00`, `2${at}.00`].map((text, column) => show(40 + 150 * column, 660 - 14 * at, text)),
  );
  const lines = linesOf(await extractPdf(pdfFile(pdfOf([[...columns, ...table].flat().join("\n")]))));
  expect(lines.slice(-3)).toEqual(["Fee | 10.00 | 20.00", "Rate | 11.00 | 21.00", "Sum | 12.00 | 22.00"]);
  expect(lines[1]).toBe("The lender shall provide the money as agreed");
});

test("prose beside a block with lines of its own is read as a whole, and the block keeps its rows", async () => {
  const prose = Array.from({ length: 9 }, (_, at): [number, number, string] => [
    320,
    700 - 11 * at,
    `The borrower must repay all sums of group ${at} when due`,
  ]);
  const table = Array.from({ length: 7 }, (_, at): [number, number, string][] => [
    [40, 697 - 13.7 * at, `Branch number ${at}`],
    [200, 697 - 13.7 * at, `${at},250.00`],
  ]);
  expect(await lines(...prose, ...table.flat())).toEqual([
    ...table.map(([label, amount]) => `${label?.[2]} | ${amount?.[2]}`),
    ...prose.map(([, , text]) => text),
  ]);
});

describe("a table keeps its rows although its cells are prose", () => {
  const notes = [
    "Customer promised to pay soon",
    "Dispute about late delivery",
    "Waiting for the credit note",
  ];
  const steps = ["Ask legal for advice now", "Send statement of account", "Call again next week please"];
  const rows = Array.from({ length: 30 }, (_, at) => [notes[at % 3] ?? "", steps[at % 3] ?? ""] as const);
  const drawn = (columns: number[], table: string[][]) =>
    table.flatMap((row, at) =>
      row.map((text, column): [number, number, string] => [columns[column] ?? 0, 780 - 14 * at, text]),
    );

  test.each([
    [
      "after amounts",
      [40, 120, 340],
      (at: number, [note, step]: readonly [string, string]) => [`${at},250.00`, note, step],
    ],
    [
      "before dates",
      [40, 240, 440],
      (at: number, [note, step]: readonly [string, string]) => [note, step, `2026-01-${10 + at}`],
    ],
    [
      "with numbers",
      [40, 340],
      (at: number, [note, step]: readonly [string, string]) => [`${at + 1}. ${note}`, step],
    ],
  ])("%s", async (_, columns, rowOf) => {
    const table = rows.map((cells, at) => rowOf(at, cells));
    expect(await lines(...drawn(columns, table))).toEqual(table.map((row) => row.join(" | ")));
  });
});

describe("columns of prose", () => {
  const column = (x: number, top: number, name: string) =>
    Array.from({ length: 9 }, (_, at): [number, number, string] => [
      x,
      top - 12 * at,
      `The ${name} shall repay all sums of group ${at}`,
    ]);
  const textsOf = (column: [number, number, string][]) => column.map(([, , text]) => text);

  test("are read one after the other although their lines alternate", async () => {
    const [left, right] = [column(40, 700, "lender"), column(310, 694, "borrower")];
    const mixed = left.flatMap((line, at) => [line, right[at] ?? line]);
    expect(await lines(...mixed)).toEqual([...textsOf(left), ...textsOf(right)]);
  });

  test("have their headings and last words, and not what stands apart below them", async () => {
    const [left, right] = [column(40, 688, "lender"), column(310, 688, "borrower")];
    expect(
      await lines(
        [40, 700, "1. INTEREST"],
        [310, 700, "2. DEFAULT"],
        ...left,
        ...right,
        [40, 580, "when due."],
        [310, 580, "on time."],
        [40, 500, "Signed for the lender"],
        [310, 500, "Signed for the borrower"],
      ),
    ).toEqual([
      "1. INTEREST",
      ...textsOf(left),
      "when due.",
      "2. DEFAULT",
      ...textsOf(right),
      "on time.",
      "Signed for the lender | Signed for the borrower",
    ]);
  });

  test("are not mixed with a chart beside them", async () => {
    const prose = column(310, 700, "borrower");
    const chart = Array.from({ length: 12 }, (_, at): [number, number, string] => [
      60 + 9 * at,
      699 - 7.9 * at,
      `${at}.5`,
    ]);
    const found = await lines(
      ...prose,
      ...chart.map(([x, y, text]): [number, number, string, number] => [x, y, text, 6]),
    );
    expect(found.slice(-9)).toEqual(textsOf(prose));
  });
});

test("amounts a part of a line beside their labels are on their lines; halfway between two, they stay apart", async () => {
  const rows = (step: number) =>
    ["Alder", "Birch", "Cedar"].flatMap((name, at): [number, number, string][] => [
      [40, 700 - 14 * at, name],
      [300, 700 - 14 * at + step, `${at}.00`],
    ]);
  expect(await lines(...rows(4.5))).toEqual(["Alder | 0.00", "Birch | 1.00", "Cedar | 2.00"]);
  expect(await lines(...rows(-7))).toEqual(["Alder", "0.00", "Birch", "1.00", "Cedar", "2.00"]);
});
