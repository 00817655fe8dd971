import { readRows, readText, readXmlSource } from "./formats/text.ts";
import { NoText, type Reader, Unreadable } from "./types.ts";
import { sentencesForType } from "./unsupported.ts";

/** Loads the reader for a MIME type. Throws Unreadable for types without text. */
export async function readerOf(type: string): Promise<Reader> {
  const name = type.toLowerCase();
  const load = byType.find(([types]) => types.test(name))?.[1];
  if (load) return load();
  const sentences = sentencesForType(name);
  throw /^image\//.test(name) ? new NoText(sentences) : new Unreadable(sentences);
}

const docx = async () => (await import("./formats/docx.ts")).readDocx;
const xlsx = async () => (await import("./formats/xlsx.ts")).readXlsx;
const pptx = async () => (await import("./formats/pptx.ts")).readPptx;

// The first match wins. Macro-enabled files and templates keep their text in the same places.
const byType: readonly [types: RegExp, load: () => Reader | Promise<Reader>][] = [
  [/vnd\.ms-spreadsheetml/, async () => (await import("./formats/spreadsheetml.ts")).readSpreadsheetMl],
  [/vnd\.ms-wordml/, async () => (await import("./formats/wordml.ts")).readWordMl],
  [/flat-xml$/, async () => (await import("./formats/flat-odf.ts")).readFlatOdf],
  [/^application\/(x-)?pdf$/, async () => (await import("./formats/pdf.ts")).readPdf],
  [/wordprocessingml\.(document|template)$|ms-word\.(document|template)\.macroenabled/, docx],
  [/spreadsheetml\.(sheet|template)$|ms-excel\.(sheet|template)\.macroenabled/, xlsx],
  [/presentationml\.(presentation|slideshow|template)$|ms-powerpoint\.\w+\.macroenabled/, pptx],
  [/opendocument\.spreadsheet/, async () => (await import("./formats/odf.ts")).readOdfSheets],
  [/opendocument\.(text|presentation|graphics)/, async () => (await import("./formats/odf.ts")).readOdfText],
  [
    /^(text\/html|application\/xhtml\+xml|image\/svg\+xml)$/,
    async () => (await import("./formats/html.ts")).readHtml,
  ],
  [/^(application|text)\/(x-)?rtf$/, async () => (await import("./formats/rtf.ts")).readRtf],
  [
    /ms-excel\.sheet\.binary\.macroenabled/,
    async () => (await import("./formats/workbook/xlsb.ts")).readXlsb,
  ],
  [/^message\/(rfc822|global)$/, async () => (await import("./formats/eml.ts")).readEml],
  [/^(text|application)\/(csv|tab-separated-values|tsv)$/, () => readRows],
  [/[/+]xml$/, () => readXmlSource],
  [/^text\/|^application\/([\w.-]+\+)?(x-nd)?json(l|5)?$|yaml$/, () => readText],
  [
    /^application\/(msword|x-cfb|vnd\.ms-(excel|powerpoint|outlook|works|project)|vnd\.visio|x-mspublisher)$/,
    async () => (await import("./formats/compound.ts")).readCompoundFile,
  ],
  [/^application\/(x-)?zip(-compressed)?$/, async () => (await import("./formats/archive.ts")).readArchive],
];
