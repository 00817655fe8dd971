import { expect, test } from "vitest";
import { pdfFile, pdfOf, placed, stream } from "../../support/pdf-files.ts";
import { extractPdf, linesOf } from "../extract.ts";

const text = placed([40, 700, "Balance"], [200, 700, "45.10"]);
const read = async (content: string, more: string[] = []) => {
  const page = more.length > 0 ? "/Resources << /Font << /F1 3 0 R >> /XObject << /A 6 0 R >> >>" : "";
  return linesOf(await extractPdf(pdfFile(pdfOf([content], { page, more }))));
};

test.each([
  ["a line", "0.7 w 193.5 702.6 m 198.5 702.6 l S"],
  ["a thin rectangle", "193.5 702.2 5 0.7 re f"],
  ["a closed path", "193.5 702.2 m 198.5 702.2 l 198.5 702.9 l 193.5 702.9 l h f"],
  ["two lines in one place", "0.7 w 193.5 702.6 m 198.5 702.6 l S 193.6 702.6 m 198.5 702.6 l S"],
  ["a short line a little apart", "0.7 w 193 702.6 m 197 702.6 l S"],
])("a minus that is drawn as %s is read", async (_, drawing) => {
  expect(await read(`${text} ${drawing}`)).toEqual(["Balance | -45.10"]);
});

test.each([
  ["before a currency", placed([200, 700, "$45.10"]), "-$45.10"],
  ["before a decimal point", placed([200, 700, ".50"]), "-.50"],
  ["before a percentage", placed([200, 700, "4.5%"]), "-4.5%"],
  ["behind a currency", placed([187.4, 700, "$"], [200, 700, "45.10"]), "$ -45.10"],
  ["behind a label", placed([164, 700, "Total:"], [200, 700, "45.10"]), "Total: -45.10"],
  ["in a row of amounts", placed([120, 700, "12.00"], [200, 700, "45.10"]), "12.00 | -45.10"],
  [
    "in each row of a table",
    `${placed([200, 712, "7.00"], [200, 700, "45.10"], [200, 688, "9.00"])} 0.7 w 193.5 714.6 m 198.5 714.6 l S 193.5 690.6 m 198.5 690.6 l S`,
    "-7.00\n-45.10\n-9.00",
  ],
  ["in a bordered cell", `${placed([200, 700, "45.10"])} 0.5 w 190 695 50 14 re S`, "-45.10"],
  ["on a colored background", `0.9 g 190 695 50 14 re f 0 g ${placed([200, 700, "45.10"])}`, "-45.10"],
])("a drawn minus %s is read", async (_, content, line) => {
  expect((await read(`${content} 0.7 w 193.5 702.6 m 198.5 702.6 l S`)).join("\n")).toBe(line);
});

test("a drawn minus is read in turned text", async () => {
  const turned = "BT /F1 10 Tf 0 1 -1 0 100 80 Tm (45.10) Tj ET 0.7 w 97.4 73.5 m 97.4 78.5 l S";
  expect(await read(turned)).toEqual(["-45.10"]);
});

test("a minus that a form XObject draws is read", async () => {
  const form = stream("0 0 5 0.7 re f", "/Type /XObject /Subtype /Form /BBox [0 0 9 9]");
  expect(await read(`${text} q 1 0 0 1 193.5 702.2 cm /A Do Q`, [form])).toEqual(["Balance | -45.10"]);
});

test.each(["193 703.4 m 226 703.4 l S", "193 702.6 m 226 702.6 l S"])(
  "a number with a drawn minus is struck out with its sign by %s",
  async (strike) => {
    const drawing = "0.7 w 193.5 702.6 m 198.5 702.6 l S";
    expect(await read(`${text} ${drawing} ${strike}`)).toEqual(["Balance | [struck out: -45.10]"]);
  },
);

const minus = "0.7 w 193.5 702.6 m 198.5 702.6 l S";

test.each([
  ["an underline", "0.7 w 193.5 698.5 m 198.5 698.5 l S"],
  ["an overline", "0.7 w 193.5 708 m 198.5 708 l S"],
  ["a rule before the number", "0.7 w 150 702.6 m 198.5 702.6 l S"],
  ["a speck", "0.7 w 197.5 702.6 m 198.5 702.6 l S"],
  ["a block", "193.5 701 5 4 re f"],
  ["a line far before the number", "0.7 w 188 702.6 m 193 702.6 l S"],
  ["a dash leader", `${minus} 0.7 w 184 702.6 m 189 702.6 l S`],
  ["a plus sign", `${minus} 0.7 w 196 700 m 196 705.2 l S`],
  ["an equals sign", `${minus} 0.7 w 193.5 704.2 m 198.5 704.2 l S`],
  ["a check box", `${minus} 0.5 w 192 700 8 6 re S`],
  ["a tick of an axis", `${minus} 0.7 w 193.5 650 m 193.5 750 l S`],
  ["a line of another color", `1 0 0 RG ${minus}`],
  ["a white line", `1 G ${minus}`],
  ["a rule on both sides", `${minus} 0.7 w 227 702.6 m 232 702.6 l S`],
])("%s is no minus", async (_, drawing) => {
  expect(await read(`${text} ${drawing}`)).toEqual(["Balance | 45.10"]);
});

test.each([
  ["a range", placed([181, 700, "20"], [200, 700, "45"])],
  ["a subtraction", placed([176, 700, "20"], [200, 700, "45"])],
  ["a compound", placed([181, 700, "No"], [200, 700, "45"])],
  ["an ordinal", placed([200, 700, "5th quarter"])],
  ["a word", placed([200, 700, "fee"])],
  ["a fraction", placed([193.5, 704, "1", 8], [193.5, 696, "4", 8], [200, 700, "45"])],
])("the line of %s is no minus", async (_, content) => {
  expect((await read(`${content} ${minus}`)).join(" ")).not.toContain("-");
});

test("the ticks of an axis without a line are no minus signs", async () => {
  const labels = placed([200, 700, "10"], [200, 720, "20"], [200, 740, "30"]);
  const ticks = [702.6, 722.6, 742.6].map((y) => `0.7 w 193.5 ${y} m 198.5 ${y} l S`);
  expect((await read(`${labels} ${ticks.join(" ")}`)).join(" ")).not.toContain("-");
});
