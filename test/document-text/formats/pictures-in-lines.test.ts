import { expect, test } from "vitest";
import { readDocx } from "../../../src/document-text/formats/docx.ts";
import { readOdfText } from "../../../src/document-text/formats/odf.ts";
import { readRtf } from "../../../src/document-text/formats/rtf.ts";
import { readInto } from "../../support/array-sink.ts";
import { docx, odf } from "../../support/office-files.ts";
import { doc } from "../../support/old-office-files.ts";
import { extract, linesOf } from "../extract.ts";

const word = "application/msword";
const run = (content: string, properties = "") => `<w:r><w:rPr>${properties}</w:rPr>${content}</w:r>`;
const text = (shown: string, properties = "") => run(`<w:t xml:space="preserve">${shown}</w:t>`, properties);
const drawing = (content = "") => run(`<w:drawing>${content}</w:drawing>`);
const textBox = (content: string) =>
  `<a:graphic><a:graphicData><wps:wsp><wps:txbx><w:txbxContent><w:p>${content}</w:p></w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic>`;
const small = '<w:sz w:val="10"/>';

test.each<[string, string, string[]]>([
  ["a picture", drawing('<wp:inline><a:blip r:embed="rId9"/></wp:inline>'), ["1,250 340"]],
  ["a drawing without content", drawing(), ["1,250 340"]],
  ["a picture of VML", run('<w:pict><v:shape><v:imagedata r:id="rId9"/></v:shape></w:pict>'), ["1,250 340"]],
  ["a picture of VML that is empty", run("<w:pict/>"), ["1,250 340"]],
  ["an embedded object", run('<w:object><o:OLEObject r:id="rId9"/></w:object>'), ["1,250 340"]],
  ["ink", run('<w:contentPart r:id="rId9"/>'), ["1,250 340"]],
  ["the number of the page", run("<w:pgNum/>"), ["1,250 340"]],
  ["a text box", drawing(textBox(text("77"))), ["77", "1,250 340"]],
  ["a hidden picture", run("<w:drawing/>", "<w:vanish/>"), ["1,250340"]],
  ["a picture and a space", `${drawing()}${text(" ")}`, ["1,250 340"]],
  ["nothing", "", ["1,250340"]],
])(
  "in a Word document, numbers on both sides of %s are apart as a reader sees them",
  async (_, between, lines) => {
    const body = `<w:p>${text("1,250")}${between}${text("340")}</w:p>`;
    expect((await readInto(readDocx, docx(body))).lines).toEqual(lines);
  },
);

test("a text box has no effect on the heights and sizes of the line around it", async () => {
  const box = drawing(textBox(text("5", '<w:vertAlign w:val="superscript"/>')));
  const body = `<w:p>${text("1,250")}${box}${text("1", small)}${text("m")}${text("2", small)}</w:p>`;
  expect((await readInto(readDocx, docx(body))).lines).toEqual(["^5", "1,250 1m2"]);
});

const style =
  '<style:style style:name="S" style:family="text"><style:text-properties fo:font-size="50%"/></style:style>' +
  '<style:default-style style:family="paragraph"><style:text-properties fo:font-size="12pt"/></style:default-style>';

test.each<[string, string, string[]]>([
  ["a frame with a picture", "<draw:frame><draw:image/></draw:frame>", ["1,250 340"]],
  ["a frame without content", '<draw:frame text:anchor-type="as-char"/>', ["1,250 340"]],
  [
    "a picture that is a link",
    '<draw:a><draw:frame><draw:image xlink:href="x.png"/></draw:frame></draw:a>',
    ["1,250 340"],
  ],
  ["a chart", '<draw:frame><draw:object xlink:href="./Object 1"/></draw:frame>', ["1,250 340"]],
  ["a shape", "<draw:custom-shape><text:p>77</text:p></draw:custom-shape>", ["77", "1,250 340"]],
  [
    "a text box",
    "<draw:frame><draw:text-box><text:p>77</text:p></draw:text-box></draw:frame>",
    ["77", "1,250 340"],
  ],
  ["a bookmark", '<text:bookmark text:name="x"/>', ["1,250340"]],
])(
  "in a text document, numbers on both sides of %s are apart as a reader sees them",
  async (_, between, lines) => {
    const body = `<office:text><text:p>1,250${between}340</text:p></office:text>`;
    expect((await readInto(readOdfText, odf(body, { styles: style }))).lines).toEqual(lines);
    const sized = `<office:text><text:p>7<draw:rect><text:p>5</text:p></draw:rect><text:span text:style-name="S">1</text:span></text:p></office:text>`;
    expect((await readInto(readOdfText, odf(sized, { styles: style }))).lines).toEqual(["5", "7 1"]);
  },
);

test.each([
  ["1,250{\\pict 00}340", "1,250 340"],
  ["1,250{\\*\\shppict{\\pict 00}}{\\nonshppict{\\pict 00}}340", "1,250 340"],
  ["1,250{\\object{\\*\\objdata 00}{\\result{\\pict 00}}}340", "1,250 340"],
  ["1,250{\\object{\\*\\objdata 00}{\\result 77}}340", "1,250 77 340"],
  ["1,250{\\shp{\\*\\shpinst}}340", "1,250 340"],
  ["1,250{\\v{\\pict 00}}340", "1,250340"],
  ["5{\\super{\\chftn}}6 7\\chatn 8 9{\\chpgn}1", "5 6 7 8 9 1"],
  ["5{\\super\\chftn}{\\footnote {\\super\\chftn} 12 months}6", "5 [footnote:  12 months]6"],
])("in Rich Text, pictures and numbers that programs compute keep numbers apart: %s", async (rtf, line) => {
  expect((await readInto(readRtf, `{\\rtf1 ${rtf}\\par}`)).lines).toEqual([line]);
});

test.each([
  ["a picture", "\u0001"],
  ["a drawn object", "\u0008"],
  ["the number of a note", "\u0002"],
  ["an embedded object", "\u0013 EMBED Excel.Sheet.8 \u0014\u0001\u0015"],
])("in a Word 97 document, %s keeps numbers apart", async (_, between) => {
  expect(linesOf(await extract(doc(`1,250${between}340\r`), word))).toEqual(["1,250 340"]);
});

test("in a Word 97 document, an optional hyphen is no end of a number", async () => {
  expect(linesOf(await extract(doc("1,2\u001f50\r"), word))).toEqual(["1,250"]);
});
