import { expect, test } from "vitest";
import { readDocx } from "../../../src/document-text/formats/docx.ts";
import { readInto } from "../../support/array-sink.ts";
import { docx, namespaces } from "../../support/office-files.ts";

const run = (text: string, properties = "") =>
  `<w:r><w:rPr>${properties}</w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`;
const inRun = (content: string, properties = "") => `<w:r><w:rPr>${properties}</w:rPr>${content}</w:r>`;
const up = '<w:vertAlign w:val="superscript"/>';
const fonts = (name: string) => `<w:rFonts w:ascii="${name}" w:hAnsi="${name}"/>`;
const style = (type: string, id: string, properties: string, further = "") =>
  `<w:style w:type="${type}" w:styleId="${id}" ${further}>${properties}</w:style>`;
const styles = (content: string) => `<w:styles ${namespaces.word}>${content}</w:styles>`;
const read = (body: string, defined = "") => readInto(readDocx, docx(body, { styles: styles(defined) }));
const numbers = "Automatic paragraph numbers and bullets are omitted.";
const hiddenShapes = "Text in hidden shapes is included.";

test.each<[string, string, string, string]>([
  ["a character style", run("ü", '<w:rStyle w:val="Tick"/>'), "", "✓"],
  ["a style that is based on one", run("ü", '<w:rStyle w:val="Small"/>'), "", "✓"],
  ["a paragraph style", `<w:pPr><w:pStyle w:val="Ticks"/></w:pPr>${run("ü")}`, "", "✓"],
  [
    "the defaults of the document",
    run("ü"),
    `<w:docDefaults><w:rPrDefault><w:rPr>${fonts("Wingdings")}</w:rPr></w:rPrDefault></w:docDefaults>`,
    "✓",
  ],
])("letters are symbols in a font of symbols that comes from %s", async (_, content, defined, line) => {
  const known =
    style("character", "Tick", `<w:rPr>${fonts("Wingdings")}</w:rPr>`) +
    style("character", "Small", '<w:basedOn w:val="Tick"/>') +
    style("paragraph", "Ticks", `<w:rPr>${fonts("Wingdings")}</w:rPr>`);
  const { lines } = await read(`<w:p>${content}${run(" für", fonts("Arial"))}</w:p>`, defined + known);
  expect(lines).toEqual([`${line} für`]);
});

test("a font that is none of symbols draws no check mark: its name is given", async () => {
  const themed = '<w:rFonts w:ascii="Wingdings" w:asciiTheme="minorHAnsi"/>';
  const body = [fonts("Ornaments"), themed, '<w:rStyle w:val="Plain"/>', fonts("Wingdings"), ""];
  const { lines } = await read(
    body.map((properties) => `<w:p>${run("\uf0fc", properties)}</w:p>`).join(""),
    style("character", "Plain", `<w:rPr>${fonts("Georgia")}</w:rPr>`),
  );
  expect(lines).toEqual([
    "[symbol FC in font Ornaments]",
    "[symbol FC in font of the theme]",
    "[symbol FC in font Georgia]",
    "✓",
    "✓",
  ]);
});

test("a text box changes nothing of the run around it", async () => {
  const box = `<w:pict><v:rect><v:textbox><w:txbxContent><w:p>${run("ü", fonts("Arial"))}</w:p></w:txbxContent></v:textbox></v:rect></w:pict>`;
  const around = `<w:r><w:rPr>${fonts("Wingdings")}<w:vertAlign w:val="superscript"/></w:rPr>${box}<w:t>ü</w:t></w:r>`;
  const { lines } = await read(`<w:p>${around}${run("2", '<w:vertAlign w:val="superscript"/>')}</w:p>`);
  expect(lines).toEqual(["ü", "✓2"]);
});

test.each<[string, string, string]>([
  ["before a number", run("1", '<w:vertAlign w:val="superscript"/>') + run("1,250"), "^1 1,250"],
  [
    "in pieces",
    run("10") + ["-", "2"].map((one) => run(one, '<w:vertAlign w:val="superscript"/>')).join(""),
    "10^-2",
  ],
  ["with a dash for its sign", run("10") + run("–2", '<w:vertAlign w:val="superscript"/>'), "10^–2"],
  ["with a decimal point", run("10") + run("-0.5", '<w:vertAlign w:val="superscript"/>'), "10^-0.5"],
  ["with letters after it", run("1,250") + run("1st", '<w:vertAlign w:val="superscript"/>'), "1,250^1st"],
  [
    "with letters before it",
    run("note 2", '<w:vertAlign w:val="superscript"/>') + run("5.00"),
    "note 2 5.00",
  ],
  ["in letters of the same size", run("1,250") + run("1", '<w:position w:val="6"/>') + run("7"), "1,250^1 7"],
  ["by a style", run("10") + run("-2", '<w:rStyle w:val="High"/>'), "10^-2"],
  [
    "lowered, with its sign apart",
    run("10") + run("-", '<w:position w:val="-6"/>') + run("2", '<w:position w:val="-6"/>'),
    "10_-2",
  ],
  ["not, where text is only aligned", run("1,2") + run("50", '<w:position w:val="1"/>'), "1,250"],
  [
    "with the whole line",
    run("1,", '<w:position w:val="6"/>') + run("250", '<w:position w:val="6"/>'),
    "^1,250",
  ],
  ["with its fraction", run("10") + run("1/2", '<w:vertAlign w:val="superscript"/>'), "10^1/2"],
  ["after a word", run("Note") + run("1,2", '<w:vertAlign w:val="superscript"/>') + run("5"), "Note¹,² 5"],
  [
    "after a unit, in pieces",
    run("x") + ["1", "2"].map((one) => run(one, '<w:vertAlign w:val="superscript"/>')).join(""),
    "x¹²",
  ],
  ["after a word, with a point", run("x") + run("1.5", '<w:vertAlign w:val="superscript"/>'), "x1.5"],
  ["in small letters", run("1,250", '<w:sz w:val="24"/>') + run("1", '<w:sz w:val="16"/>'), "1,250 1"],
  ["in the small letters of a style", run("1,250") + run("1", '<w:rStyle w:val="Small"/>'), "1,250 1"],
  [
    "not, in letters a little smaller",
    run("1,2", '<w:sz w:val="24"/>') + run("50", '<w:sz w:val="22"/>'),
    "1,250",
  ],
  ["not, where a style ends it", run("10", '<w:rStyle w:val="Base"/>'), "10"],
])("a number that is raised %s is no part of the number beside it", async (_, content, line) => {
  const defined =
    style("paragraph", "Raised", '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>') +
    style("character", "Base", '<w:rPr><w:vertAlign w:val="baseline"/></w:rPr>') +
    style("character", "Small", '<w:rPr><w:sz w:val="14"/></w:rPr>') +
    style("character", "High", '<w:rPr><w:position w:val="8"/></w:rPr>');
  const isBase = content.includes("Base");
  const paragraph = isBase ? '<w:pPr><w:pStyle w:val="Raised"/></w:pPr>' : "";
  expect((await read(`<w:p>${paragraph}${content}</w:p>`, defined)).lines).toEqual([line]);
});

test.each<[string, string, string[]]>([
  ["has the style of a list", '<w:pStyle w:val="List"/>', [numbers]],
  [
    "takes itself out of the list of its style",
    '<w:pStyle w:val="List"/><w:numPr><w:numId w:val="0"/></w:numPr>',
    [],
  ],
  ["is in a list of its own", '<w:numPr><w:numId w:val="3"/></w:numPr>', [numbers]],
  [
    "had a number before a tracked change",
    '<w:pPrChange><w:pPr><w:pStyle w:val="List"/></w:pPr></w:pPrChange>',
    [],
  ],
])("the note on paragraph numbers is right for a paragraph that %s", async (_, properties, notes) => {
  const list = style("paragraph", "List", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>');
  expect((await read(`<w:p><w:pPr>${properties}</w:pPr>${run("Terms")}</w:p>`, list)).notes).toEqual(notes);
});

test("a paragraph without properties has the numbers of the default style", async () => {
  const list = style(
    "paragraph",
    "Normal",
    '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>',
    'w:default="1"',
  );
  expect((await read(`<w:p>${run("Terms")}</w:p>`, list)).notes).toEqual([numbers]);
});

test.each<[string, string, string[]]>([
  ["a hidden oval", `<v:oval style="visibility:hidden">BOX</v:oval>`, [hiddenShapes]],
  [
    "a rounded rectangle after a hidden shape",
    `<v:shape style="visibility:hidden"/><v:roundrect>BOX</v:roundrect>`,
    [],
  ],
  [
    "a shape of a hidden group",
    `<v:group style="visibility: hidden"><v:rect>BOX</v:rect></v:group>`,
    [hiddenShapes],
  ],
])("the note on hidden shapes is right for a text box in %s", async (_, shapes, notes) => {
  const box = `<v:textbox><w:txbxContent><w:p>${run("Text")}</w:p></w:txbxContent></v:textbox>`;
  const read = await readInto(
    readDocx,
    docx(`<w:p><w:r><w:pict>${shapes.replace("BOX", box)}</w:pict></w:r></w:p>`),
  );
  expect(read).toMatchObject({ lines: ["Text"], notes });
});

test.each<[string, string, string]>([
  ["a raised symbol", `${run("1,250")}${inRun('<w:sym w:font="Symbol" w:char="F031"/>', up)}`, "1,250^1"],
  [
    "a raised symbol before a number",
    `${inRun('<w:sym w:font="Symbol" w:char="F031"/>', up)}${run("1,250")}`,
    "^1 1,250",
  ],
  [
    "a small symbol",
    `${run("1,250")}${inRun('<w:sym w:font="Symbol" w:char="F031"/>', '<w:sz w:val="10"/>')}`,
    "1,250 1",
  ],
  [
    "a symbol of the same height",
    `${run("1,25")}${inRun('<w:sym w:font="Symbol" w:char="F030"/>')}`,
    "1,250",
  ],
  [
    "a raised symbol after a letter",
    `${run("m")}${inRun('<w:sym w:font="Symbol" w:char="F032"/>', up)}`,
    "m²",
  ],
  ["a raised hyphen", `${run("10")}${inRun("<w:noBreakHyphen/><w:t>2</w:t>", up)}`, "10^\u20112"],
  ["a hyphen", inRun("<w:t>2</w:t><w:noBreakHyphen/><w:t>5</w:t>"), "2\u20115"],
  [
    "a hyphen after a raised number",
    `${inRun("<w:t>1</w:t>", up)}${inRun("<w:noBreakHyphen/><w:t>5</w:t>")}`,
    "^1 \u20115",
  ],
  ["a check mark", `${run("5")}${inRun('<w:sym w:font="Wingdings" w:char="F0FC"/>')}${run("6")}`, "5✓6"],
])("%s belongs to a number as the text of its run would", async (_, content, line) => {
  expect((await read(`<w:p>${content}</w:p>`)).lines).toEqual([line]);
});
