import fc from "fast-check";
import { expect, test } from "vitest";
import { readDocx } from "../../../src/document-text/formats/docx.ts";
import { readHtml } from "../../../src/document-text/formats/html.ts";
import { readOdfText } from "../../../src/document-text/formats/odf.ts";
import { readPptx } from "../../../src/document-text/formats/pptx.ts";
import { readRtf } from "../../../src/document-text/formats/rtf.ts";
import { readXlsx } from "../../../src/document-text/formats/xlsx.ts";
import type { Reader } from "../../../src/document-text/types.ts";
import { readInto } from "../../support/array-sink.ts";
import { docx, odf, pptx, xlsx } from "../../support/office-files.ts";

// As the server removes them from every text.
const invisible = /[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;
const lineOf = async (reader: Reader, file: Uint8Array | string) =>
  (await readInto(reader, file)).lines.at(-1)?.replace(invisible, "");
const page = (html: string) => lineOf(readHtml, `<meta charset="utf-8"><p>${html}`);
const richText = (rtf: string) => lineOf(readRtf, `{\\rtf1\\ansi\\uc1 ${rtf}\\par}`);

/** A piece of text: the text itself, on the line; or what it is, and its text. */
type Piece = string | ["up" | "down" | "small", string];

const textOf = (piece: Piece) => (typeof piece === "string" ? piece : piece[1]);
const kindOf = (piece: Piece) => (typeof piece === "string" ? "" : piece[0]);
const write = (pieces: Piece[], one: (kind: string, text: string) => string) =>
  pieces.map((piece) => one(kindOf(piece), textOf(piece))).join("");

const wordLooks: Record<string, string> = {
  up: '<w:vertAlign w:val="superscript"/>',
  down: '<w:vertAlign w:val="subscript"/>',
  small: '<w:sz w:val="10"/>',
};
const wordRun = (kind: string, text: string) =>
  `<w:r><w:rPr>${wordLooks[kind] ?? ""}</w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`;
const slideLooks: Record<string, string> = {
  up: 'baseline="30000"',
  down: 'baseline="-25000"',
  small: 'sz="800"',
};
const slideRun = (kind: string, text: string) =>
  `<a:r><a:rPr ${slideLooks[kind] ?? ""}/><a:t>${text}</a:t></a:r>`;
const sheetLooks: Record<string, string> = {
  up: '<sz val="11"/><vertAlign val="superscript"/>',
  down: '<sz val="11"/><vertAlign val="subscript"/>',
  small: '<sz val="6"/>',
};
const sheetRun = (kind: string, text: string) =>
  `<r><rPr>${sheetLooks[kind] ?? '<sz val="11"/>'}</rPr><t xml:space="preserve">${text}</t></r>`;
const odfStyles = Object.entries({
  up: 'style:text-position="super 58%"',
  down: 'style:text-position="sub 58%"',
  small: 'fo:font-size="50%"',
})
  .map(
    ([name, look]) =>
      `<style:style style:name="${name}" style:family="text"><style:text-properties ${look}/></style:style>`,
  )
  .join("");
const standard =
  '<style:default-style style:family="paragraph"><style:text-properties fo:font-size="12pt"/></style:default-style>';
const span = (kind: string, text: string) =>
  kind === "" ? text : `<text:span text:style-name="${kind}">${text}</text:span>`;
const elements: Record<string, string> = { up: "sup", down: "sub", small: "small" };
const element = (kind: string, text: string) =>
  kind === "" ? text : `<${elements[kind]}>${text}</${elements[kind]}>`;
const words: Record<string, string> = { up: "\\super", down: "\\sub", small: "\\fs10" };
const group = (kind: string, text: string) => {
  const escaped = text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0)} ?`);
  return kind === "" ? escaped : `{${words[kind]} ${escaped}}`;
};

/** What each format shows of these pieces. */
async function shown(pieces: Piece[]): Promise<Record<string, string | undefined>> {
  const sheet = xlsx({
    sheets: { A: '<row r="1"><c r="A1" t="s"><v>0</v></c></row>' },
    strings: `<si>${write(pieces, sheetRun)}</si>`,
  });
  return {
    DOCX: await lineOf(readDocx, docx(`<w:p>${write(pieces, wordRun)}</w:p>`)),
    PPTX: await lineOf(
      readPptx,
      pptx([{ shapes: `<p:sp><p:txBody><a:p>${write(pieces, slideRun)}</a:p></p:txBody></p:sp>` }]),
    ),
    XLSX: (await lineOf(readXlsx, sheet))?.replace("1: ", ""),
    ODT: await lineOf(
      readOdfText,
      odf(`<office:text><text:p>${write(pieces, span)}</text:p></office:text>`, {
        styles: standard + odfStyles,
      }),
    ),
    RTF: await richText(write(pieces, group)),
    HTML: await page(write(pieces, element)),
  };
}

function everyFormat(text: string): Record<string, string> {
  return { DOCX: text, PPTX: text, XLSX: text, ODT: text, RTF: text, HTML: text };
}

const unseen = [
  "\u2060",
  "\u200b",
  "\u200c",
  "\u200d",
  "\u200e",
  "\u202d",
  "\u2068",
  "\u034f",
  "\ufe0f",
  "\ufeff",
  "\u00ad",
  "\u{e0020}",
];

test.each(unseen.filter((sign) => sign.length === 1))(
  "an invisible character between two numbers joins them in no format: %j",
  async (sign) => {
    expect(await shown(["1,250", ["up", `${sign}1`]])).toEqual(everyFormat("1,250^1"));
    expect(await shown([`1,250${sign}`, ["up", "1"]])).toEqual(everyFormat("1,250^1"));
    expect(await shown([["up", `1${sign}`], "1,250"])).toEqual(everyFormat("^1 1,250"));
    expect(await shown(["1,250", ["up", sign], ["up", "1"]])).toEqual(everyFormat("1,250^1"));
    expect(await shown(["1,250", sign, ["up", "1"], sign, "5"])).toEqual(everyFormat("1,250^1 5"));
    expect(await shown([`7${sign}`, ["small", `${sign}1`]])).toEqual(everyFormat("7 1"));
    expect(await shown([`m${sign}`, ["up", `${sign}2`]])).toEqual(everyFormat("m²"));
  },
);

test("invisible characters beyond the first 65,536, and several together, join no numbers", async () => {
  expect(await page("1,250<sup>&#xe0020;1</sup> 7&#xe0020;<small>1</small>")).toBe("1,250^1 7 1");
  expect(await page(`5${unseen.join("")}<sup>${unseen.join("")}1${unseen.join("")}</sup>6`)).toBe("5^1 6");
  expect(await page("m<sup>1&#x200e;2</sup> m<sup>1&#x200e;</sup><sup>2</sup>")).toBe("m¹² m¹²");
  expect(await richText("1,250{\\super\\u8288 ?1} {\\super 1\\u8203 ?}1,250")).toBe("1,250^1 ^1 1,250");
});

test("an invisible character changes nothing within a number", async () => {
  expect(await shown(["1,", "\u200e", "250", "\u200e"])).toEqual(everyFormat("1,250"));
  expect(await shown([["up", "1"], ["up", "\u200b"], ["up", "2"], " 5"])).toEqual(everyFormat("^12 5"));
});

test.each<[string, Piece[], string]>([
  ["a fraction after a raised digit", [["up", "1"], ".", "50"], "^1 .50"],
  ["decimals after an exponent", ["10", ["up", "2"], ".", "5"], "10^2 .5"],
  ["a group of thousands after a note", [["up", "1"], ",", "250"], "^1 ,250"],
  ["a negative number after a note", [["up", "1"], "-", "250"], "^1 -250"],
  ["the end of a sentence", ["5", ["up", "1"], ".", " Next"], "5^1. Next"],
  ["a comma", ["5", ["up", "1"], ",", " or ", "6"], "5^1, or 6"],
  ["a dash between words", ["5", ["up", "1"], "-", "year"], "5^1-year"],
  ["the end of the line", ["5", ["up", "1"], "."], "5^1."],
  ["a negative exponent after a letter", ["x", ["up", "-"], ["up", "2"]], "x^-2"],
  ["a raised minus sign before a number", ["x ", ["up", "-"], "2"], "x -2"],
  ["a raised minus sign before a word", ["x", ["up", "-"], ["up", "y"]], "x-y"],
  ["an exponent in pieces", ["10", ["up", "-"], ["up", "2"]], "10^-2"],
  ["notes in pieces", ["Total", ["up", "1"], ["up", ","], ["up", "2"], " x"], "Total¹,² x"],
  ["an amount in pieces", ["R", ["up", "1"], ["up", ","], ["up", "250"]], "R1,250"],
  ["a long number in pieces", ["R", ["up", "12"], ["up", "50"]], "R1250"],
])("what a number belongs to does not depend on how its text is cut: %s", async (_, pieces, text) => {
  expect(await shown(pieces)).toEqual(everyFormat(text));
  expect(await shown(pieces.map((piece) => piece))).toEqual(everyFormat(text));
});

test.each([
  ["<sup>1</sup>&#46;50", "^1 .50"],
  ["10<sup>2</sup>&#46;5 or 10<sup>2</sup>.5", "10^2 .5 or 10^2 .5"],
  ["<sup>1</sup>&#44;250", "^1 ,250"],
  ["5<sup>1</sup>&#46; Next 5<sup>1</sup>&#40;6)", "5^1. Next 5^1 (6)"],
  ["R<sup>1&#44;250</sup> m<sup>&#50;</sup>", "R1,250 m²"],
  ["<s>5<sup>1</sup>&#46;50 m<sup>2</sup>]</s>", "[struck out: 5^1 .50 m²\\]]"],
])("entities cut no number: %s", async (html, text) => {
  expect(await page(html)).toBe(text);
});

test.each<[string, Piece[], string]>([
  ["a long number", ["CHF", ["up", "1250"]], "CHF1250"],
  ["thousands", ["R", ["up", "1,250"]], "R1,250"],
  ["more thousands", ["R", ["up", "1,250,000"], " x"], "R1,250,000 x"],
  ["thousands with an apostrophe", ["CHF", ["up", "1'250"]], "CHF1'250"],
  ["thousands with a space", ["R", ["up", "1\u00a0250"]], "R1\u00a0250"],
  ["decimals", ["R", ["up", "12.50"]], "R12.50"],
  ["a date", ["on", ["up", "12-05-2026"]], "on12-05-2026"],
  ["notes", ["Total", ["up", "1,2,13"]], "Total¹,²,¹³"],
  ["a range of notes", ["Total", ["up", "1-3"]], "Total¹-³"],
  ["a note before a word", ["Total", ["up", "1 see"], " x"], "Total¹ see x"],
  ["units", ["m", ["up", "2"], "/5 CO", ["down", "2"]], "m²/5 CO₂"],
])("digits after a letter become small only as notes, exponents and indexes: %s", async (_, pieces, text) => {
  expect(await shown(pieces)).toEqual(everyFormat(text));
});

test.each<[string, Piece[], string]>([
  ["a minus sign", ["-", ["up", "5"]], "-5"],
  ["a minus sign after a word", ["or \u2212", ["down", "5"]], "or \u22125"],
  ["a bracket", ["(", ["up", "5"], ")"], "(5)"],
  ["a bracket after a number", ["6 (", ["up", "5"], ")"], "6 (5)"],
  ["a square bracket", ["[", ["up", "5"], "]"], "[5]"],
  ["a minus sign after a number", ["1,250-", ["up", "5"]], "1,250-^5"],
  ["a minus sign after a number, in pieces", ["1,250", "-", ["up", "5"]], "1,250-^5"],
  ["a minus sign after a word", ["Note-", ["up", "5"]], "Note-^5"],
])("a raised number after a sign of its own has no other sign: %s", async (_, pieces, text) => {
  expect(await shown(pieces)).toEqual(everyFormat(text));
});

test.each([
  ["Devanagari", "१२५०", "१"],
  ["Arabic-Indic", "\u0661\u0662", "\u0661"],
  ["Thai", "๑๒", "๑"],
  ["full-width", "１２", "１"],
  ["mathematical", "\u{1d7d9}", "\u{1d7d8}"],
])("%s digits are kept apart", async (_, number, digit) => {
  expect(await page(`${number}<sup>${digit}</sup>`)).toBe(`${number}^${digit}`);
  expect(await page(`<sup>${digit}</sup>${number}`)).toBe(`^${digit} ${number}`);
  expect(await page(`${number}<small>${digit}</small>`)).toBe(`${number} ${digit}`);
  expect(await page(`10<sup>${digit}</sup>&#46;${digit}`)).toBe(`10^${digit} .${digit}`);
});

const anyPiece = fc.tuple(
  fc.constantFrom("", "up", "down", "small"),
  fc.stringMatching(/^(?:[-(m ]?\d{1,4}[.,) m]?|[-(m.,) ])$/),
);

// A page writes pieces at the same height as one.
const anyPieces = fc
  .array(anyPiece, { minLength: 1, maxLength: 5 })
  .filter((pieces) => pieces.every(([kind], at) => kind === "" || kind !== pieces[at - 1]?.[0]));

test("a page reads the same with an entity for each character, but for the number of spaces", async () => {
  await fc.assert(
    fc.asyncProperty(anyPieces, async (pieces) => {
      const html = (written: (text: string) => string) =>
        pieces.map(([kind, text]) => element(kind, written(text))).join("");
      const cut = html((text) => text.replace(/[^ ]/g, (one) => `&#${one.charCodeAt(0)};`));
      const [inPieces, whole] = await Promise.all([page(cut), page(html((text) => text))]);
      expect(inPieces?.split(/ +/).join(" ").trimEnd()).toBe(whole?.split(/ +/).join(" ").trimEnd());
    }),
    { numRuns: 300 },
  );
});
