import { strToU8, zipSync } from "fflate";

/** Parts by name, as XML without the declaration. */
export type Parts = Record<string, string>;

export const namespaces = {
  word:
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" ' +
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" ' +
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"',
  sheet:
    'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" ' +
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"',
  slide:
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" ' +
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" ' +
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"',
  odf: [
    ["office", "office"],
    ["text", "text"],
    ["table", "table"],
    ["style", "style"],
    ["draw", "drawing"],
    ["presentation", "presentation"],
    ["number", "datastyle"],
  ]
    .map(([prefix, name]) => `xmlns:${prefix}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`)
    .join(" "),
};

export function zipOf(parts: Parts): Uint8Array {
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, strToU8(xml)])));
}

const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/** Relationships by id: `rId1: ["worksheet", "worksheets/sheet1.xml"]`. */
export function rels(targets: Record<string, readonly [kind: string, target: string]>): string {
  const written = Object.entries(targets).map(
    ([id, [kind, target]]) => `<Relationship Id="${id}" Type="${office}/${kind}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${written.join("")}</Relationships>`;
}

/** A Word document with this body and further parts of `word/` by type: `{ footnotes: "<w:footnotes>…" }`. */
export function docx(body: string, further: Parts = {}): Uint8Array {
  const kinds = Object.keys(further);
  return zipOf({
    "_rels/.rels": rels({ rId1: ["officeDocument", "word/document.xml"] }),
    "word/document.xml": `<w:document ${namespaces.word}><w:body>${body}</w:body></w:document>`,
    "word/_rels/document.xml.rels": rels(
      Object.fromEntries(
        kinds.map((kind, at) => [`rId${at + 1}`, [kind.replace(/\d+$/, ""), `${kind}.xml`]]),
      ),
    ),
    ...Object.fromEntries(Object.entries(further).map(([kind, xml]) => [`word/${kind}.xml`, xml])),
  });
}

export function paragraph(text: string): string {
  return `<w:p><w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;
}

export interface XlsxParts {
  /** The rows of each sheet, by sheet name. */
  sheets: Record<string, string>;
  /** Attributes of a sheet in the workbook, by sheet name. */
  states?: Record<string, string>;
  strings?: string;
  /** `<numFmts>…` */
  formats?: string;
  /** The numFmtId of each style. */
  styles?: readonly number[];
  workbookPr?: string;
  further?: Parts;
}

/** A workbook. A sheet is the content of `<worksheet ${namespaces.sheet}>`, or only the rows. */
export function xlsx(workbook: XlsxParts): Uint8Array {
  const {
    sheets,
    states = {},
    strings = "",
    formats = "",
    styles = [0],
    workbookPr = "",
    further = {},
  } = workbook;
  const names = Object.keys(sheets);
  const listed = names.map(
    (name, at) => `<sheet name="${name}" sheetId="${at + 1}" ${states[name] ?? ""} r:id="rId${at + 1}"/>`,
  );
  const xfs = styles.map((id) => `<xf numFmtId="${id}"/>`).join("");
  return zipOf({
    "_rels/.rels": rels({ rId1: ["officeDocument", "/xl/workbook.xml"] }),
    "xl/workbook.xml": `<workbook ${namespaces.sheet}>${workbookPr}<sheets>${listed.join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": rels({
      ...Object.fromEntries(
        names.map((_, at) => [`rId${at + 1}`, ["worksheet", `worksheets/sheet${at + 1}.xml`]]),
      ),
      rId901: ["sharedStrings", "sharedStrings.xml"],
      rId902: ["styles", "styles.xml"],
    }),
    "xl/sharedStrings.xml": `<sst ${namespaces.sheet}>${strings}</sst>`,
    "xl/styles.xml": `<styleSheet ${namespaces.sheet}>${formats}<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>${xfs}</cellXfs></styleSheet>`,
    ...Object.fromEntries(
      names.map((name, at) => [`xl/worksheets/sheet${at + 1}.xml`, worksheet(sheets[name])]),
    ),
    ...further,
  });
}

function worksheet(content = ""): string {
  return `<worksheet ${namespaces.sheet}>${content.includes("<sheetData") ? content : `<sheetData>${content}</sheetData>`}</worksheet>`;
}

/** A presentation with these slides (the content of `<p:spTree>`) in this order. Notes are by slide number. */
export function pptx(
  slides: readonly { shapes: string; attributes?: string; notes?: string; further?: Parts }[],
  order: readonly number[] = slides.map((_, at) => at + 1),
): Uint8Array {
  const parts: Parts = {
    "_rels/.rels": rels({ rId1: ["officeDocument", "ppt/presentation.xml"] }),
    "ppt/presentation.xml": `<p:presentation ${namespaces.slide}><p:sldIdLst>${order
      .map((number) => `<p:sldId id="${255 + number}" r:id="rId${number}"/>`)
      .join("")}</p:sldIdLst></p:presentation>`,
    "ppt/_rels/presentation.xml.rels": rels(
      Object.fromEntries(slides.map((_, at) => [`rId${at + 1}`, ["slide", `slides/slide${at + 1}.xml`]])),
    ),
  };
  for (const [at, { shapes, attributes = "", notes }] of slides.entries()) {
    const number = at + 1;
    parts[`ppt/slides/slide${number}.xml`] =
      `<p:sld ${namespaces.slide} ${attributes}><p:cSld><p:spTree>${shapes}</p:spTree></p:cSld></p:sld>`;
    if (notes === undefined) continue;
    parts[`ppt/slides/_rels/slide${number}.xml.rels`] = rels({
      rId1: ["notesSlide", `../notesSlides/notesSlide${number}.xml`],
    });
    parts[`ppt/notesSlides/notesSlide${number}.xml`] =
      `<p:notes ${namespaces.slide}><p:cSld><p:spTree>${notes}</p:spTree></p:cSld></p:notes>`;
  }
  return zipOf(parts);
}

/** A shape with one paragraph, and the placeholder that it fills. */
export function shape(text: string, placeholder = "body"): string {
  return (
    `<p:sp><p:nvSpPr><p:nvPr><p:ph type="${placeholder}"/></p:nvPr></p:nvSpPr>` +
    `<p:txBody><a:p><a:r><a:t>${text}</a:t></a:r></a:p></p:txBody></p:sp>`
  );
}

/** An OpenDocument file: the content of `office:body`, and the automatic styles. */
export function odf(
  body: string,
  { styles = "", further = {} }: { styles?: string; further?: Parts } = {},
): Uint8Array {
  return zipOf({
    "META-INF/manifest.xml":
      '<manifest:manifest><manifest:file-entry manifest:full-path="/"/></manifest:manifest>',
    "content.xml":
      `<office:document-content ${namespaces.odf}><office:automatic-styles>${styles}</office:automatic-styles>` +
      `<office:body>${body}</office:body></office:document-content>`,
    ...further,
  });
}
