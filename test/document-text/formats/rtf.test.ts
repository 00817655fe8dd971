import { expect, test } from "vitest";
import { readRtf } from "../../../src/document-text/formats/rtf.ts";
import { readInto, refusal } from "../../support/array-sink.ts";

const read = (body: string) => readInto(readRtf, Buffer.from(`{\\rtf1\\ansi ${body}}`, "latin1"));

test("paragraphs, tabs, code page 1252 characters and quotes are read", async () => {
  const { lines } = await read(
    "{\\fonttbl{\\f0 Arial;}}{\\colortbl;\\red0;}{\\info{\\title T}}{\\*\\generator G;}\\pard Sum:\\tab \\'a35 \\'80\\par\n\\ldblquote a\\rdblquote \\emdash\\~b\\line c\\{d\\}\\\\",
  );
  expect(lines).toEqual(["Sum:\t£5 €", "“a”—\u00a0b", "c{d}\\"]);
});

test("Unicode characters are read, and their fallbacks are skipped", async () => {
  const { lines } = await read("\\u8364?5 {\\uc2\\u26085\\'93\\'fa\\uc0\\u26412}\\u-10179?\\u-8704?\\par");
  expect(lines).toEqual(["€5 日本😀"]);
});

test("the code pages of the document and its fonts are used", async () => {
  expect((await read("\\ansicpg1251 \\'cf\\'f0\\par")).lines).toEqual(["Пр"]);
  expect(
    (await read("{\\fonttbl{\\f0\\fcharset0 A;}{\\f1\\fcharset204 B;}}\\f0\\'e9{\\f1\\'cf}\\'e9\\par")).lines,
  ).toEqual(["éПé"]);
  expect((await read("\\ansicpg932 \\'93\\'fa\\'96{\\'7b}\\par")).lines[0]).toContain("日");
  expect((await read("\\ansicpg850 \\'9c5\\par")).lines).toEqual(["£5"]);
  expect((await read("\\pca{\\fonttbl{\\f0\\fcharset255 A;}}M\\'81ller \\f0\\'81\\par")).lines).toEqual([
    "Müller ü",
  ]);
  expect((await read("\\ansicpg99999 a\\par")).notes[0]).toContain("code page of this file (99999)");
});

test("table rows, headers, footnotes and text boxes are read; pictures are skipped", async () => {
  const { lines } = await read(
    "{\\header Private\\par}\\trowd\\cellx1\\cellx2\\intbl Due\\cell Sum\\cell\\row\\trowd\\intbl May\\cell \\'a35\\cell\\row\\pard After{\\footnote note} all\\par" +
      "{\\shp{\\*\\shpinst{\\sp{\\sn k}{\\sv v}}{\\shptxt box\\par}}{\\shprslt BOX}}{\\pict\\bin5 }{}}\\'00}{\\*\\shppict{\\pict 0102}}end",
  );
  expect(lines.slice(0, 5)).toEqual([
    "Private",
    "Due | Sum",
    "May | £5",
    "After [footnote: note] all",
    "box",
  ]);
});

test("pictures are reported once", async () => {
  const { lines, notes } = await read("a{\\*\\shppict{\\pict 0102}}{\\nonshppict{\\pict 0102}}b\\par");
  expect(lines).toEqual(["ab"]);
  expect(notes).toEqual(["Pictures are omitted: text in them is missing."]);
});

test("hidden and deleted text is omitted with notes", async () => {
  const { lines, notes } = await read(
    "a{\\v SECRET}b{\\deleted GONE}c\\v SECRET\\v0 d{\\*\\annotation REMARK}\\par",
  );
  expect(lines).toEqual(["abcd [comment: REMARK]"]);
  expect(notes).toEqual([
    "Text formatted as hidden is omitted.",
    "Text deleted by tracked changes is omitted.",
  ]);
});

test("only a destination that begins with \\* is skipped", async () => {
  const { lines } = await read(
    "{\\f0\\i0\\*\\cs7 Guarantee 50,000.00} {\\*\\cs7 signed}{\\*\\unheard of}\\par",
  );
  expect(lines).toEqual(["Guarantee 50,000.00 signed"]);
});

test("struck-out text is marked, also through a style", async () => {
  const { lines } = await read(
    "{\\stylesheet{\\s1\\strike Void;}{\\*\\cs2\\striked1 Old;}}Rate {\\strike 4%} \\striked1 5%\\striked0  6% {\\cs2 7%} \\par\\s1 8%\\par\\plain 9%\\par",
  );
  expect(lines).toEqual([
    "Rate [struck out: 4%] [struck out: 5%] 6% [struck out: 7%]",
    "[struck out: 8%]",
    "9%",
  ]);
});

test("the values of form fields are read", async () => {
  const field = (inner: string, result = "") =>
    `{\\field{\\*\\fldinst FORM{\\*\\formfield{${inner}}}}{\\fldrslt ${result}}}`;
  const { lines } = await read(
    `Name ${field("\\fftype0{\\*\\ffdeftext x}", "Alder")} Secured ${field("\\fftype1\\ffres1")} Late ${field("\\fftype1\\ffres25\\ffdefres0")} Term ${field("\\fftype2\\ffres1{\\*\\ffl Monthly}{\\*\\ffl Quarterly}")}\\par`,
  );
  expect(lines).toEqual(["Name Alder Secured ☒ Late ☐ Term Quarterly"]);
});

test("nested tables and rows whose definition follows them keep their cells", async () => {
  const { lines } = await read(
    "\\pard\\intbl a\\cell b\\cell\\trowd\\cellx1\\cellx2\\row\\trowd\\intbl out\\par\\itap2 x\\nestcell y\\nestcell{\\*\\nesttableprops\\trowd\\nestrow}{\\nonesttables\\par}\\itap1 \\cell z\\cell\\row\\pard\\itap0 end\\par",
  );
  expect(lines).toEqual(["a | b", "out", "x | y", " | z", "end"]);
});

test("WordArt, such as a watermark, is read; embedded objects are reported", async () => {
  const { lines, notes } = await read(
    "{\\header{\\shp{\\*\\shpinst{\\sp{\\sn gtextUNICODE}{\\sv DRAFT}}{\\sp{\\sn other}{\\sv X}}}}}a{\\object\\objemb{\\*\\objclass Excel.Sheet.8}{\\*\\objdata 00}{\\result{\\pict 00}}}\\par",
  );
  expect(lines).toEqual(["DRAFT", "a"]);
  expect(notes).toEqual([
    "Embedded objects are omitted: text in them is missing.",
    "Pictures are omitted: text in them is missing.",
  ]);
});

test("UTF-8 is recognized although the file declares a code page", async () => {
  const { lines, notes } = await readInto(
    readRtf,
    Buffer.from("\ufeff{\\rtf1\\ansicpg1252 \\'c2\\'a35 £6\\par}"),
  );
  expect(lines).toEqual(["£5 £6"]);
  expect(notes).toEqual(["Encoding: UTF-8, although the file declares a code page."]);
});

test("200,000 nested groups are rejected with a sentence", async () => {
  expect(await refusal(readRtf, `{\\rtf1 ${"{".repeat(200_000)}`)).toContain("more than 2,000 levels deep");
});

test("a truncated file is read to its end, with a note", async () => {
  const { lines, notes } = await readInto(readRtf, "{\\rtf1 words {\\b bold");
  expect(lines).toEqual(["words bold"]);
  expect(notes).toEqual(["This file is truncated: some of its groups are not closed."]);
});

test("a file that is not RTF is rejected", async () => {
  expect(await refusal(readRtf, "words")).toContain("is not RTF");
});

test("of text that is there twice, the version in Unicode is read", async () => {
  expect((await read("{\\upr{Total 500}{\\*\\ud{Total \\u163?500}}}\\par")).lines).toEqual(["Total £500"]);
});

test("raised and lowered digits are no part of the number before them", async () => {
  const { lines } = await read("1,200{\\super 1} 5{\\sub 2}6 1{\\super st}\\par");
  expect(lines).toEqual(["1,200^1 5_2 6 1st"]);
});

test("the default font's character set is that of text without a font, unless it is Western", async () => {
  expect((await read("\\deff1{\\fonttbl{\\f1\\fcharset204 A;}}\\'cf\\'f0\\par")).lines).toEqual(["Пр"]);
  expect((await read("\\ansicpg1251\\deff1{\\fonttbl{\\f1\\fcharset0 A;}}\\'cf\\'f0\\par")).lines).toEqual([
    "Пр",
  ]);
});

test("a paragraph's style ends with the next one", async () => {
  const { lines } = await read(
    "{\\stylesheet{\\s0 N;}{\\s1\\strike Old;}}\\pard\\s1 old\\par\\pard\\s0 new\\par\\pard\\s1 old\\par\\pard 7\\par",
  );
  expect(lines).toEqual(["[struck out: old]", "new", "[struck out: old]", "7"]);
});

const row = (edges: string, ...cells: string[]) =>
  `\\trowd${edges}\\pard\\intbl ${cells.map((cell) => `${cell}\\cell `).join("")}\\row `;

test.each([
  [
    "a cell over two columns",
    row("\\cellx2000\\cellx4000\\cellx6000", "Customer", "Due", "Paid") +
      row("\\cellx4000\\cellx6000", "Total", "310.00"),
    ["Customer | Due | Paid", "Total |  | 310.00"],
  ],
  [
    "a title over all columns before the rows that it covers",
    row("\\cellx6000", "Aged debt") + row("\\cellx2000\\cellx4000\\cellx6000", "Alder", "", "5.00"),
    ["Aged debt", "Alder |  | 5.00"],
  ],
  [
    "a row that begins further right",
    row("\\trleft-108\\cellx2000\\cellx4000\\cellx6000", "Customer", "Due", "Paid") +
      row("\\trleft1995\\cellx4000\\cellx6020", "1.00", "2.00"),
    ["Customer | Due | Paid", " | 1.00 | 2.00"],
  ],
  [
    "cells merged by \\clmgf, \\clmrg, \\clvmgf and \\clvmrg",
    row("\\clvmgf\\cellx2000\\clmgf\\cellx4000\\clmrg\\cellx6000", "Region", "Due", "") +
      row("\\clvmrg\\cellx2000\\cellx4000\\cellx6000", "", "May", "June"),
    ["Region | Due", " | May | June"],
  ],
  [
    "rows that share the definition before them",
    row("\\cellx3000\\cellx6000", "Sum", "5") +
      "\\intbl Rest\\cell 6\\cell\\row" +
      row("\\cellx1500\\cellx3000\\cellx6000", "a", "b", "c"),
    ["Sum |  | 5", "Rest |  | 6", "a | b | c"],
  ],
  [
    "a definition that follows the cells",
    "\\pard\\intbl a\\cell b\\cell\\trowd\\cellx4000\\cellx6000\\row" +
      row("\\cellx2000\\cellx4000\\cellx6000", "c", "d", "e"),
    ["a |  | b", "c | d | e"],
  ],
  [
    "two tables with an empty paragraph between them",
    row("\\cellx3000\\cellx6000", "a", "b") +
      "\\pard\\par " +
      row("\\cellx2000\\cellx4000\\cellx6000", "c", "d", "e"),
    ["a | b", "c | d | e"],
  ],
  [
    "a nested table",
    "\\trowd\\cellx9000\\pard\\intbl out\\par\\itap2 x\\nestcell y\\nestcell{\\*\\nesttableprops\\trowd\\cellx4000\\cellx6000\\nestrow}" +
      "p\\nestcell q\\nestcell r\\nestcell{\\*\\nesttableprops\\trowd\\cellx2000\\cellx4000\\cellx6000\\nestrow}\\itap1 end\\cell\\row",
    ["out", "x |  | y", "p | q | r", "end"],
  ],
  [
    "edges that cannot be right",
    row("\\cellx4000\\cellx2000", "a", "b") +
      row("\\cellx0\\cellx0\\cellx0", "c", "d", "e") +
      row("", "f", "g"),
    ["a | b", "c | d | e", "f | g"],
  ],
])("cells stand in their column: %s", async (_, body, lines) => {
  expect((await read(`${body}\\pard\\par After\\par`)).lines).toEqual([...lines, "After"]);
});

test("a table of 20,000 rows of changing widths is read in reasonable time", async () => {
  const rows = Array.from({ length: 20_000 }, (_, at) =>
    row(`\\cellx${2000 + (at % 50) * 300}\\cellx30000`, "a", "b"),
  );
  const { lines } = await read(rows.join(""));
  expect(lines).toHaveLength(20_000);
});

test("footnotes that a program marks as optional are read", async () => {
  expect((await read("1,250{\\super\\chftn{\\*\\footnote Net.}}\\par")).lines).toEqual([
    "1,250 [footnote: Net.]",
  ]);
});

test("text that tracked changes have moved away is omitted", async () => {
  expect(await read("{\\mvf Here. }{\\mvt There.}\\par")).toMatchObject({
    lines: ["There."],
    notes: ["Text deleted by tracked changes is omitted."],
  });
});

test("a fraction is not read as one number, and text in a hidden shape is reported", async () => {
  expect((await read("{\\mf{\\mnum 1}{\\mden 2}}\\par")).lines).toEqual(["1/2"]);
  const shape = "{\\shp{\\*\\shpinst{\\sp{\\sn fHidden}{\\sv 1}}{\\shptxt boxed\\par}}}";
  expect(await read(shape)).toMatchObject({
    lines: ["boxed"],
    notes: ["Text in hidden shapes is included."],
  });
});

const fonts = "{\\fonttbl{\\f0\\fcharset0 Arial;}{\\f1\\fcharset2 Wingdings;}{\\f2\\fcharset204 Arial;}}";

test.each([
  ["\\f1 \\'fc\\plain  5", "✓ 5"],
  ["{\\f1 \\'fc} abc \\f2 \\'cf\\plain  \\'e9", "✓ abc П é"],
  ["\\f1{\\plain a}\\'fc", "a✓"],
  [
    "{\\stylesheet{\\s1\\f1 Marks;}{\\*\\cs2\\f2 Names;}}\\pard\\s1 \\'fc\\pard  x {\\cs2 \\'cf}\\'e9",
    "✓ x Пé",
  ],
  ["{\\stylesheet{\\s1\\f1 Marks;}}\\pard\\s1\\f2 \\'cf\\pard \\'cf", "ПП"],
])("a font ends with its group, with \\plain and with its style: %s", async (text, line) => {
  expect((await read(`${fonts}${text}\\par`)).lines).toEqual([line]);
});

test("text without a font is drawn in the default font", async () => {
  expect((await read(`\\deff1${fonts}\\'fc {\\f0 a}\\par`)).lines).toEqual(["✓ a"]);
});
