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
  expect((await read("\\ansicpg850 a\\par")).notes[0]).toContain("code page of this file (850)");
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
  expect(lines).toEqual(["abcd"]);
  expect(notes).toEqual([
    "Text formatted as hidden is omitted.",
    "Text deleted by tracked changes is omitted.",
    "Comments are omitted.",
  ]);
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
