import fc from "fast-check";
import { expect, test } from "vitest";
import { readHtml } from "../../../src/document-text/formats/html.ts";
import { readRtf } from "../../../src/document-text/formats/rtf.ts";
import { readInto } from "../../support/array-sink.ts";

const readPage = async (html: string) =>
  (await readInto(readHtml, `<meta charset="utf-8">${html}`)).lines.join("\n");
const readRichText = async (rtf: string) =>
  (await readInto(readRtf, `{\\rtf1 ${rtf}\\par}`)).lines.join("\n");

test.each([
  ["<sup>1</sup>1,250", "^1 1,250"],
  ["<td><sup>1</sup>250.00<td>1,250 <sup>2</sup>", "^1 250.00 | 1,250 ^2"],
  [
    "10<sup>-2</sup> 10<sup>\u22122</sup> 10<sup>&minus;2</sup> 10<sup>+2</sup>",
    "10^-2 10^\u22122 10^\u22122 10^+2",
  ],
  ["x<sup>-2</sup> 10<sup>-</sup>5 <sup>-</sup>5", "x^-2 10^- 5 -5"],
  ["<sup>1</sup>.50 <sup>1,</sup>250 <sup>2</sup>(5)", "^1 .50 ^1, 250 ^2 (5)"],
  ["1<sup>st</sup> m<sup>2</sup> 5<sup>1</sup>/<sub>2</sub> $12<sup>.99</sup>", "1st m² 5^1/2 $12.99"],
  ["10<sup>2<sup>3</sup>4</sup>5", "10^2^3 4 5"],
  ["1,250<b><sup> 1</sup></b><i><sub>2</sub></i>3", "1,250 ^1_2 3"],
  ["5<span style='vertical-align:super'>1</span>6<span style='vertical-align:-20%'>2</span>", "5^1 6_2"],
  ["<style>i{position:relative;top:-.5em}</style>5<i>1</i>", "5^1"],
  ["<table><tr><td style='vertical-align:super'>5<td>6</table>", "5 | 6"],
  ["1,250<font size=1>1</font> 12<small>99</small> 12.<small>50</small>", "1,250 1 12 99 12.50"],
  ["9<b style='font:bold 6px/1 Arial'>1</b> 1<b style='font-size:15px'>2</b>3", "9 1 123"],
  ["<math><mn>2</mn><mfrac><mn>1</mn><mn>2</mn></mfrac><mn>5</mn></math>", "2 1/2 5"],
  [
    "<math><mroot><mn>27</mn><mn>3</mn></mroot><msubsup><mi>x</mi><mn>1</mn><mn>2</mn></msubsup></math>",
    "√27_3x_1^2",
  ],
])("numbers in HTML at different heights or in different sizes are not joined: %s", async (html, text) => {
  expect(await readPage(html)).toBe(text);
});

test.each([
  ["{\\super 1}1,250", "^1 1,250"],
  ["10{\\super -2} 10{\\up6 \\'962} 5{\\sub 2}6", "10^-2 10^\u20132 5_2 6"],
  ["1,250{\\fs10 1} 5{\\up3\\fs8 2} 1{\\fs22 2}3", "1,250 1 5 2 123"],
  ["\\pard\\intbl 5\\cell{\\super 1}6\\cell\\row\\pard", "5 | ^1 6"],
])("numbers in RTF at different heights or in different sizes are not joined: %s", async (rtf, text) => {
  expect(await readRichText(rtf)).toBe(text);
});

const piece = fc.tuple(fc.constantFrom("", "sup", "sub", "small", "b"), fc.stringMatching(/^[-(]?\d{1,3}$/));

test("every digit of pieces at any height comes out in order, and none joins one of another height", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { minLength: 1, maxLength: 6 }), async (pieces) => {
      const html = pieces.map(([name, text]) => (name === "" ? text : `<${name}>${text}</${name}>`)).join("");
      const words = { "": "", b: "\\b ", sup: "\\super ", sub: "\\sub ", small: "\\fs10 " };
      const rtf = pieces.map(([name, text]) => `{${words[name]}${text}}`).join("");
      // Pieces of one height and size side by side are one number.
      const heights = pieces.map(([name]) => (name === "b" ? "" : name));
      const expected = pieces.map(([, text], at) =>
        at > 0 && heights[at] !== heights[at - 1] ? ` ${text}` : text,
      );
      const numbers = expected.join("").match(/\d+/g);
      expect((await readPage(html)).match(/\d+/g)).toEqual(numbers);
      expect((await readRichText(rtf)).match(/\d+/g)).toEqual(numbers);
    }),
  );
});
