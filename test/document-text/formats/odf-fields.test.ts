import { expect, test } from "vitest";
import { readOdfSheets, readOdfText } from "../../../src/document-text/formats/odf.ts";
import { readInto } from "../../support/array-sink.ts";
import { odf } from "../../support/office-files.ts";

const read = (body: string, styles = "") =>
  readInto(readOdfText, odf(`<office:text>${body}</office:text>`, { styles }));
const cell = (text: string) => `<table:table-cell><text:p>${text}</text:p></table:table-cell>`;
const row = (cells: string, attributes = "") => `<table:table-row ${attributes}>${cells}</table:table-row>`;
const hidden = ["Text formatted as hidden is omitted."];

test("paragraphs, sections and fields with a condition are read only while they are shown", async () => {
  const paragraph = (isHidden: boolean) =>
    `<text:p><text:hidden-paragraph text:is-hidden="${isHidden}"/>Paragraph ${isHidden}</text:p>`;
  const section = (isHidden: boolean) =>
    `<text:section text:display="condition" text:is-hidden="${isHidden}"><text:p>Section ${isHidden}</text:p></text:section>`;
  const field = (isHidden: boolean) =>
    `<text:p><text:hidden-text text:is-hidden="${isHidden}">Field ${isHidden}</text:hidden-text></text:p>`;
  const both = [paragraph, section, field].flatMap((one) => [one(true), one(false)]);
  expect(await read(both.join(""))).toMatchObject({
    lines: ["Paragraph false", "Section false", "Field false"],
    notes: hidden,
  });
});

test("fields that only set a variable, and scripts, are no text", async () => {
  const body =
    '<text:p>7 <text:variable-set text:display="none">5</text:variable-set>days<text:script>run()</text:script></text:p>';
  expect(await read(body)).toMatchObject({ lines: ["7 days"], notes: [] });
});

test("a repeated row of a table inside a cell repeats no row of the outer one", async () => {
  const inner = `<table:table>${row(cell("n"), 'table:number-rows-repeated="2"')}</table:table>`;
  const { lines } = await read(
    `<table:table>${row(`${cell("a")}<table:table-cell>${inner}</table:table-cell>${cell("end")}`)}</table:table>`,
  );
  expect(lines).toEqual(["a", "n", "n", " |  | end"]);
});

test("text in a cell that another one covers is omitted", async () => {
  const covered = "<table:covered-table-cell><text:p>ghost</text:p></table:covered-table-cell>";
  expect(await read(`<table:table>${row(`${covered}${cell("3")}`)}</table:table>`)).toMatchObject({
    lines: [" | 3"],
    notes: ["Text in table cells that a merged cell covers is omitted."],
  });
});

test("sheets: a number whose format shows nothing is marked, unless the file has no place for its text", async () => {
  const number = (text: string) =>
    `<table:table-cell office:value-type="float" office:value="5">${text}</table:table-cell>`;
  const { lines } = await readInto(
    readOdfSheets,
    odf(
      `<office:spreadsheet><table:table table:name="S">${row(`${number("<text:p/>")}${number("")}`)}</table:table></office:spreadsheet>`,
    ),
  );
  expect(lines.at(-1)).toBe("1: 5 (hidden by its format) | 5");
});

test("the prompt of an empty place on a slide is no text", async () => {
  const slide =
    '<office:presentation><draw:page><draw:frame presentation:placeholder="true"><draw:text-box><text:p>Click to add text</text:p></draw:text-box></draw:frame>' +
    "<draw:frame><draw:text-box><text:p>Terms</text:p></draw:text-box></draw:frame></draw:page></office:presentation>";
  expect((await readInto(readOdfText, odf(slide))).lines).toEqual(["# slide 1", "Terms"]);
});

test("a hidden paragraph hides its own footnotes, comments and frames, and a hidden one in a footnote hides nothing around it", async () => {
  const hide = '<text:hidden-paragraph text:is-hidden="true"/>';
  const note = (text: string) =>
    `<text:note text:note-class="footnote"><text:note-body>${text}</text:note-body></text:note>`;
  const frame = (text: string) => `<draw:frame><draw:text-box>${text}</draw:text-box></draw:frame>`;
  const paragraph = (text: string) => `<text:p>${text}</text:p>`;
  const comment = `<office:annotation>${paragraph("ghost")}</office:annotation>`;
  const body =
    paragraph(`${hide}ghost${note(paragraph("ghost"))}${comment}${frame(paragraph("ghost"))} ghost`) +
    paragraph(`Owed${note(paragraph(`${hide}ghost`) + paragraph("as agreed"))} 5.00`) +
    paragraph(`Limit${frame(paragraph(`${hide}ghost`) + paragraph("Box"))} 9.00`);
  expect(await read(body)).toMatchObject({
    lines: ["Owed[footnote 1] 5.00", "Box", "Limit 9.00", "# footnotes", "[footnote 1] as agreed"],
    notes: hidden,
  });
});

test("a span that states the height of its text is as high as it says, also inside another one", async () => {
  const styles = ["super 58%", "0% 100%"].map(
    (position, at) =>
      `<style:style style:name="T${at}" style:family="text"><style:text-properties style:text-position="${position}"/></style:style>`,
  );
  const text =
    '<text:p>10<text:span text:style-name="T0">-<text:span>2</text:span><text:span text:style-name="T1"> of 7</text:span></text:span></text:p>';
  expect((await read(text, styles.join(""))).lines).toEqual(["10^-2 of 7"]);
  const sheet = `<office:spreadsheet><table:table table:name="S">${row(`<table:table-cell>${text}</table:table-cell>`)}</table:table></office:spreadsheet>`;
  const { lines } = await readInto(readOdfSheets, odf(sheet, { styles: styles.join("") }));
  expect(lines.at(-1)).toBe("1: 10^-2 of 7");
});
