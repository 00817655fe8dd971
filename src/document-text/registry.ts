import { type Reader, Unreadable } from "./types.ts";

/** Loads the reader for a MIME type. Throws Unreadable for types without text. */
export async function readerOf(type: string): Promise<Reader> {
  const name = type.toLowerCase();
  const load = byType.find(([types]) => types.test(name))?.[1];
  if (load) return load();
  throw new Unreadable(noText.find(([types]) => types.test(name))?.[1] ?? unknown);
}

const text = () => import("./formats/text.ts");
const docx = async () => (await import("./formats/docx.ts")).readDocx;
const xlsx = async () => (await import("./formats/xlsx.ts")).readXlsx;
const pptx = async () => (await import("./formats/pptx.ts")).readPptx;

// The first match wins. Macro-enabled files and templates keep their text in the same places.
const byType: readonly [types: RegExp, load: () => Promise<Reader>][] = [
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
  [/^message\/(rfc822|global)$/, async () => (await import("./formats/eml.ts")).readEml],
  [/^(text|application)\/(csv|tab-separated-values|tsv)$/, async () => (await text()).readRows],
  [/[/+]xml$/, async () => (await text()).readXmlSource],
  [/^text\/|^application\/([\w.-]+\+)?(x-nd)?json(l|5)?$|yaml$/, async () => (await text()).readText],
  [
    /^application\/(msword|x-cfb|vnd\.ms-(excel|powerpoint|outlook|works|project)|vnd\.visio)$/,
    async () => (await import("./input/compound-file.ts")).readCompoundFile,
  ],
  [/^application\/(x-)?zip(-compressed)?$/, async () => (await import("./formats/archive.ts")).readArchive],
];

const otherOffice = "This file type is not supported. Ask the borrower for the file as PDF, DOCX or XLSX.";

const noText: readonly [types: RegExp, sentence: string][] = [
  [/^image\//, "An image has no text layer."],
  [/^(audio|video)\//, "Audio and video have no text to extract. Ask the borrower for a transcript."],
  [/^font\//, "A font file has no text to extract."],
  [/ms-excel\.sheet\.binary|vnd\.apple\.|iwork|epub|opendocument/, otherOffice],
  [
    /zip|rar|7z|tar$|gzip|bzip|compress|xz|zstd|archive|iso9660|diskimage/,
    "An archive has no text of its own. Ask the borrower for the files in it.",
  ],
];

const unknown = "The file type is unknown, or the file is binary data. No text found.";
