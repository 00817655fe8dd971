import { type Reader, Unreadable } from "./types.ts";

/** The reader of a MIME type, loaded when it is asked for. Throws Unreadable for types that have no text. */
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

// The first that fits. With and without macros, and as templates: the text stands in the same places.
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

const otherOffice = "This kind of file is not readable here. Ask the borrower for it as PDF, DOCX or XLSX.";

const noText: readonly [types: RegExp, sentence: string][] = [
  [/^image\//, "An image has no text layer: download it as base64 to look at it."],
  [/^(audio|video)\//, "A recording has no words to read here. Ask the borrower for a transcript."],
  [/^font\//, "A font has no words."],
  [/ms-excel\.sheet\.binary|vnd\.apple\.|iwork|epub|opendocument/, otherOffice],
  [
    /zip|rar|7z|tar$|gzip|bzip|compress|xz|zstd|archive|iso9660|diskimage/,
    "An archive has no words of its own. Ask the borrower for the files that are in it.",
  ],
];

const unknown =
  "What kind of file this is could not be told, or it is binary data: it has no words to read here.";
