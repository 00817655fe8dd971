import { expect, test } from "vitest";
import { Lines, type Span } from "../../../src/document-text/output/lines.ts";
import { ArraySink } from "../../support/array-sink.ts";

type Cell = string | [text: string, span: Span];

function linesOf(write: (lines: Lines) => void): string[] {
  const sink = new ArraySink();
  write(new Lines(sink));
  return sink.lines;
}

function row(lines: Lines, ...cells: Cell[]): void {
  for (const cell of cells) {
    const [text, span] = typeof cell === "string" ? [cell, {}] : cell;
    lines.openCell(span);
    lines.write(text);
    lines.closeCell();
  }
  lines.closeRow();
}

function table(...rows: Cell[][]): string[] {
  return linesOf((lines) => {
    lines.openTable();
    for (const cells of rows) row(lines, ...cells);
    lines.closeTable();
  });
}

test("a cell that covers further rows leaves its column empty there", () => {
  expect(
    table(
      [["Alder", { rows: 3 }], "1001", "24"],
      [["1002", { columns: 2 }]],
      ["1003", "99"],
      ["Birch", "1004", "7"],
    ),
  ).toEqual(["Alder | 1001 | 24", " | 1002", " | 1003 | 99", "Birch | 1004 | 7"]);
});

test("a block of covered cells moves only what is right of it", () => {
  expect(table(["a", ["b", { rows: 2, columns: 2 }], "c"], ["d", "e"], ["f", "g", "h", "i"])).toEqual([
    "a | b |  | c",
    "d |  |  | e",
    "f | g | h | i",
  ]);
});

test("a cell that covers all further rows ends with its row group", () => {
  expect(
    linesOf((lines) => {
      lines.openTable();
      row(lines, ["a", { rows: 0 }], "b");
      row(lines, "c");
      lines.closeRowGroup();
      row(lines, "d");
    }),
  ).toEqual(["a | b", " | c", "d"]);
});

test("a repeated cell is written as often as it is shown, and skipped columns stay empty", () => {
  expect(table(["a", ["", { copies: 2 }], ["b", { copies: 2 }], "c"])).toEqual(["a |  |  | b | b | c"]);
  expect(
    linesOf((lines) => {
      lines.openTable();
      lines.skipCells(2);
      row(lines, "c");
    }),
  ).toEqual([" |  | c"]);
});

test("spans of any size and number take little memory and time", () => {
  const huge: Cell = ["x", { columns: 1e9, rows: 1e9, copies: 1 }];
  const rows = table(...Array<Cell[]>(1000).fill([huge]));
  expect(rows.join("").length).toBeLessThan(4_000_000);
  expect(
    table([
      ["", { columns: 1e9 }],
      ["a", { columns: Number.NaN, rows: -1 }],
    ])[0]?.length,
  ).toBeLessThan(4000);
});

test("struck-out text is marked in pieces as long as it lasts; blanks are not", () => {
  expect(
    linesOf((lines) => {
      lines.write("Limit ");
      lines.isStruck = true;
      lines.write("4,000");
      lines.write(".00 [old] ");
      lines.isStruck = false;
      lines.write("5,000.00");
      lines.isStruck = true;
      lines.write(" ");
      lines.endLine();
      lines.write("gone");
      lines.endLine();
    }),
  ).toEqual(["Limit [struck out: 4,000.00 [old\\]] 5,000.00", "[struck out: gone]"]);
});
