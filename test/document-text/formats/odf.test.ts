import { expect, test } from "vitest";
import { readOdfSheets, readOdfText } from "../../../src/document-text/formats/odf.ts";
import { readInto, refusal } from "../../support/array-sink.ts";
import { namespaces, odf, zipOf } from "../../support/office-files.ts";

test("text: paragraphs, spaces, tables, notes, comments and headers are read", async () => {
  const body =
    "<office:text><text:tracked-changes><text:deletion><text:p>GONE</text:p></text:deletion></text:tracked-changes>" +
    '<text:h>Terms</text:h><text:p>Due<text:s text:c="2"/>30<text:tab/>days<text:line-break/>net' +
    '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>By invoice.</text:p></text:note-body></text:note>' +
    "<office:annotation><dc:creator>R. Sandford</dc:creator><dc:date>2026-05-12T09:00:00</dc:date><text:p>Agreed?</text:p></office:annotation></text:p>" +
    "<table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell><table:covered-table-cell/><table:table-cell><text:p>b</text:p></table:table-cell></table:table-row></table:table></office:text>";
  const styles =
    "<office:document-styles><style:header><text:p>Private</text:p></style:header><style:footer><text:p/></style:footer></office:document-styles>";
  const { lines, notes } = await readInto(readOdfText, odf(body, { further: { "styles.xml": styles } }));
  expect(lines).toEqual([
    "Terms",
    "Due  30\tdays",
    "net[footnote 1][comment 1]",
    "a |  | b",
    "# footnotes",
    "[footnote 1] By invoice.",
    "# comments",
    "[comment 1] R. Sandford, 2026-05-12T09:00:00: Agreed?",
    "# header",
    "Private",
  ]);
  expect(notes).toEqual(["Text deleted by tracked changes is omitted."]);
});

test("hidden text and picture data are omitted", async () => {
  const { lines, notes } = await readInto(
    readOdfText,
    odf(
      '<office:text><text:p>seen<text:span text:style-name="T1">HIDDEN</text:span><draw:frame><svg:desc>ALT</svg:desc><draw:image><office:binary-data>QUJD</office:binary-data></draw:image></draw:frame></text:p></office:text>',
      { styles: '<style:style style:name="T1"><style:text-properties text:display="none"/></style:style>' },
    ),
  );
  expect({ lines, notes }).toEqual({
    lines: ["seen"],
    notes: ["Text formatted as hidden is omitted.", "1 picture is omitted: text in it is missing."],
  });
});

test("pictures in slides and headers are counted; a chart's replacement picture is not", async () => {
  const image = (href: string) => `<draw:frame><draw:image xlink:href="${href}"/></draw:frame>`;
  const slide = (content: string) =>
    `<office:presentation><draw:page>${content}</draw:page></office:presentation>`;
  const header = `<office:document-styles><style:header><text:p>${image("Pictures/a.png")}</text:p></style:header></office:document-styles>`;
  const notesOf = async (file: Uint8Array) => (await readInto(readOdfText, file)).notes;
  const one = "1 picture is omitted: text in it is missing.";
  const two = "2 pictures are omitted: text in them is missing.";
  expect(await notesOf(odf(slide(image("Pictures/a.png") + image("Pictures/b.png"))))).toEqual([two]);
  expect(await notesOf(odf(slide(""), { further: { "styles.xml": header } }))).toEqual([one]);
  expect(await notesOf(odf(slide(image("./ObjectReplacements/Object 1"))))).toEqual([]);
});

test("presentations: slides are read with their notes, and hidden ones are marked", async () => {
  const box = (text: string) =>
    `<draw:frame><draw:text-box><text:p>${text}</text:p></draw:text-box></draw:frame>`;
  const { lines } = await readInto(
    readOdfText,
    odf(
      `<office:presentation><draw:page draw:name="p1">${box("One")}<presentation:notes>${box("Say")}</presentation:notes></draw:page>` +
        `<draw:page draw:style-name="dp2">${box("Two")}</draw:page></office:presentation>`,
      {
        styles:
          '<style:style style:name="dp2"><style:drawing-page-properties presentation:visibility="hidden"/></style:style>',
      },
    ),
  );
  expect(lines).toEqual(["# slide 1", "One", "# notes of slide 1", "Say", "# slide 2 (hidden)", "Two"]);
});

const cell = (attributes: string, shown = "") =>
  `<table:table-cell ${attributes}>${shown && `<text:p>${shown}</text:p>`}</table:table-cell>`;

test.each([
  ["1234.5", "1,234.50", "1,234.50"],
  ["1234.5", "1.234,50 €", "1.234,50 €"],
  ["0.05", "5%", "5%"],
  ["-500", "(500.00)", "(500.00)"],
  ["-500", "500.00", "500.00 (-500)"],
  ["5000000", "5", "5 (5000000)"],
  ["0.05", "5", "5 (0.05)"],
])("sheets: %s displayed as %s is compared with its sign and scale", async (value, shown, expected) => {
  const row = `<table:table-row>${cell(`office:value-type="float" office:value="${value}"`, shown)}</table:table-row>`;
  const sheet = `<office:spreadsheet><table:table table:name="S">${row}</table:table></office:spreadsheet>`;
  const { lines } = await readInto(readOdfSheets, odf(sheet));
  expect(lines.at(-1)).toBe(`1: ${expected}`);
});

test("sheets: cells are read as displayed, dates as ISO; a less exact cell shows its stored value too", async () => {
  const row = [
    cell('office:value-type="date" office:date-value="2026-05-29"', "29/05/26"),
    cell('office:value-type="currency" office:value="6640.2"', "£6,640.20"),
    cell('office:value-type="percentage" office:value="0.0456"', "5%"),
    cell('table:formula="of:=SUM([.A1:.A3])"'),
    cell('office:value-type="boolean" office:boolean-value="true"', "TRUE"),
    cell('office:value-type="float" office:value="7"'),
    '<table:table-cell office:value-type="string"><office:annotation><dc:creator>RS</dc:creator><text:p>why?</text:p></office:annotation><text:p>text</text:p></table:table-cell>',
  ];
  const { lines } = await readInto(
    readOdfSheets,
    odf(
      `<office:spreadsheet><table:table table:name="Debts"><table:table-column/><table:table-column table:visibility="collapse"/>` +
        `<table:table-row>${row.join("")}</table:table-row></table:table></office:spreadsheet>`,
    ),
  );
  expect(lines).toEqual([
    "# sheet “Debts” (hidden columns: B)",
    "1: 2026-05-29 | £6,640.20 | 5% (0.0456) | (=SUM([.A1:.A3]): no stored value) | TRUE | 7 | text",
    "# comments on this sheet",
    "G1: RS: why?",
  ]);
});

test("sheets: hidden ones are marked; rows and cells repeated a million times are written once, with a count", async () => {
  const styles =
    '<style:style style:name="ta2"><style:table-properties table:display="false"/></style:style>';
  const sheet =
    `<table:table-row>${cell("", "a")}${cell('table:number-columns-repeated="2"')}${cell('table:number-columns-repeated="2"', "b")}</table:table-row>` +
    `<table:table-row table:number-rows-repeated="3" table:visibility="collapse">${cell('table:number-columns-repeated="16384"', "c")}</table:table-row>` +
    `<table:table-row table:number-rows-repeated="1048572">${cell('table:number-columns-repeated="16384"')}</table:table-row>`;
  const { lines } = await readInto(
    readOdfSheets,
    odf(
      `<office:spreadsheet><table:table table:name="S" table:style-name="ta2">${sheet}</table:table></office:spreadsheet>`,
      { styles },
    ),
  );
  expect(lines).toEqual([
    "# sheet “S” (hidden)",
    "1: a |  |  | b | b",
    "2 to 4, identical (hidden): c (repeated in 16384 cells, up to XFD)",
  ]);
});

test("two billion spaces become 100", async () => {
  const { lines } = await readInto(
    readOdfText,
    odf('<office:text><text:p>a<text:s text:c="2000000000"/>b</text:p></office:text>'),
  );
  expect(lines[0]).toMatch(/^a {100}b$/);
});

test("an encrypted file is reported as password-protected", async () => {
  const manifest =
    '<manifest:manifest><manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry></manifest:manifest>';
  const bytes = zipOf({ "META-INF/manifest.xml": manifest, "content.xml": "noise" });
  expect(await refusal(readOdfText, bytes)).toContain("is password-protected");
  expect(await refusal(readOdfSheets, bytes)).toContain("is password-protected");
});

const family = (kind: string, name: string, properties: string, attributes = "") =>
  `<style:style style:family="${kind}" style:name="${name}" ${attributes}>${properties}</style:style>`;
const struck = '<style:text-properties style:text-line-through-style="solid"/>';

test("struck-out text is marked: by spans, by named styles, and by styles that styles stand on", async () => {
  const styles =
    family("text", "T1", struck) +
    family("text", "T2", '<style:text-properties style:text-line-through-style="none"/>') +
    family("paragraph", "P1", "", 'style:parent-style-name="Void"');
  const named = `<office:document-styles ${namespaces.odf}><office:styles>${family("paragraph", "Void", struck)}</office:styles></office:document-styles>`;
  const { lines } = await readInto(
    readOdfText,
    odf(
      `<office:text><text:p>Limit <text:span text:style-name="T1">50</text:span> 60</text:p>` +
        `<text:p text:style-name="P1">old <text:span text:style-name="T2">new</text:span> old</text:p><text:p>live</text:p></office:text>`,
      { styles, further: { "styles.xml": named } },
    ),
  );
  expect(lines).toEqual(["Limit [struck out: 50] 60", "[struck out: old] new [struck out: old]", "live"]);
});

test("repeated and covered cells of a text table keep their column", async () => {
  const cell = (text: string, attributes = "") =>
    `<table:table-cell ${attributes}><text:p>${text}</text:p></table:table-cell>`;
  const { lines } = await readInto(
    readOdfText,
    odf(
      `<office:text><table:table><table:table-row>${cell("Alder Ltd")}<table:table-cell table:number-columns-repeated="2"/>${cell("310.00")}</table:table-row>` +
        `<table:table-row>${cell("Total", 'table:number-columns-spanned="3"')}<table:covered-table-cell table:number-columns-repeated="2"/>${cell("x", 'table:number-columns-repeated="2"')}</table:table-row>` +
        `<table:table-row table:number-rows-repeated="2">${cell("same")}</table:table-row></table:table></office:text>`,
    ),
  );
  expect(lines).toEqual(["Alder Ltd |  |  | 310.00", "Total |  |  | x | x", "same", "same"]);
});

test("controls of forms show their values; shapes are separate from the line around them", async () => {
  const ns = 'xmlns:form="urn:oasis:names:tc:opendocument:xmlns:form:1.0"';
  const forms =
    `<office:forms><form:form ${ns}><form:checkbox form:id="c1" form:label="In default" form:current-state="checked"/>` +
    '<form:listbox form:id="c2"><form:option form:label="No"/><form:option form:label="Yes" form:current-selected="true"/></form:listbox>' +
    '<form:text form:id="c3" form:current-value="typed"/><form:password form:id="c4" form:current-value="SECRET"/></form:form></office:forms>';
  const controls = ["c1", "c2", "c3", "c4"].map((id) => `<draw:control draw:control="${id}"/>`).join("");
  const shape = "<draw:custom-shape><text:p>in a shape</text:p></draw:custom-shape>";
  const { lines } = await readInto(
    readOdfText,
    odf(`<office:text>${forms}<text:p>before ${controls}${shape}after</text:p></office:text>`),
  );
  expect(lines).toEqual(["☒ In default", "Yes", "typed", "in a shape", "before after"]);
});

test("footers and backgrounds of slides are read, if a slide shows them", async () => {
  const styles = `<office:document-styles ${namespaces.odf}><office:master-styles>
    <style:master-page style:name="Used"><draw:frame><draw:text-box><text:p>DRAFT</text:p></draw:text-box></draw:frame>
      <draw:frame presentation:class="title"><draw:text-box><text:p>Click</text:p></draw:text-box></draw:frame></style:master-page>
    <style:master-page style:name="Other"><draw:frame><draw:text-box><text:p>OTHER</text:p></draw:text-box></draw:frame></style:master-page>
  </office:master-styles></office:document-styles>`;
  const { lines } = await readInto(
    readOdfText,
    odf(
      '<office:presentation><presentation:footer-decl presentation:name="f1">Confidential</presentation:footer-decl>' +
        '<presentation:footer-decl presentation:name="f2">Unused</presentation:footer-decl>' +
        '<draw:page draw:master-page-name="Used" presentation:use-footer-name="f1"><draw:frame><draw:text-box><text:p>One</text:p></draw:text-box></draw:frame></draw:page></office:presentation>',
      { further: { "styles.xml": styles } },
    ),
  );
  expect(lines).toEqual(["# slide 1", "One", "# footer", "Confidential", "# slide background", "DRAFT"]);
});

test("sheets: struck-out cells, hidden groups, columns without width, shapes, values behind merged cells, headers", async () => {
  const styles =
    family("table-cell", "ce1", struck) +
    family("table-column", "co0", '<style:table-column-properties style:column-width="0cm"/>') +
    family("table-row", "ro0", '<style:table-row-properties style:row-height="0in"/>');
  const cell = (text: string, attributes = "") =>
    `<table:table-cell ${attributes}><text:p>${text}</text:p></table:table-cell>`;
  const header = `<office:document-styles ${namespaces.odf}><office:master-styles><style:master-page style:name="Default"><style:header><text:p>DRAFT</text:p></style:header><style:footer style:display="false"><text:p>off</text:p></style:footer></style:master-page></office:master-styles></office:document-styles>`;
  const sheet =
    '<table:table table:name="S"><table:shapes><draw:frame><draw:text-box><text:p>Covenant breached</text:p></draw:text-box></draw:frame></table:shapes>' +
    '<table:table-column table:default-cell-style-name="ce1"/><table:table-column table:style-name="co0"/>' +
    `<table:table-row>${cell("old")}${cell("9", 'office:value-type="float" office:value="9" table:style-name="ce1"')}<table:covered-table-cell><text:p>behind</text:p></table:covered-table-cell></table:table-row>` +
    `<table:table-row-group table:display="false"><table:table-row>${cell("x", 'table:style-name="Default"')}</table:table-row></table:table-row-group>` +
    `<table:table-row table:style-name="ro0">${cell("y", 'table:style-name="Default"')}</table:table-row></table:table>`;
  const { lines, notes } = await readInto(
    readOdfSheets,
    odf(`<office:spreadsheet>${sheet}</office:spreadsheet>`, { styles, further: { "styles.xml": header } }),
  );
  expect(lines).toEqual([
    "# sheet “S” (hidden columns: B)",
    "1: [struck out: old] | [struck out: 9]",
    "2 (hidden): x",
    "3 (hidden): y",
    "# drawing on this sheet",
    "Covenant breached",
    "# header",
    "DRAFT",
  ]);
  expect(notes).toContain("Values behind merged cells are omitted: the sheet does not show them.");
});

test("sheets: a value without displayed text is shown as stored, and not in parentheses, as a negative number is", async () => {
  const cell = (attributes: string, text = "") =>
    `<table:table-cell ${attributes}>${text && `<text:p>${text}</text:p>`}</table:table-cell>`;
  const { lines } = await readInto(
    readOdfSheets,
    odf(
      `<office:spreadsheet><table:table table:name="One"><table:table-row>${cell('office:value-type="currency" office:value="12.5"')}` +
        `${cell('office:value-type="percentage" office:value="-0.05"')}${cell('office:value-type="boolean" office:boolean-value="true"')}` +
        `${cell('office:value-type="float" office:value="0.005"', "5‰")}</table:table-row></table:table></office:spreadsheet>`,
    ),
  );
  expect(lines).toEqual(["# sheet “One”", "1: 12.5 | -0.05 | TRUE | 5‰"]);
});
