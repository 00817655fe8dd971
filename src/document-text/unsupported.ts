// Why files of some types give no text, and what to ask the borrower for. One sentence pair per type.

const images = {
  shown: "An image has no text layer. To look at it, use format image.",
  notShown:
    "An image has no text layer, and an image of this type cannot be shown. Ask the borrower for the document as PDF, or for the image as PNG or JPEG.",
  heic: "This is a photo in Apple's format (HEIC), which cannot be read or shown. Ask the borrower for a JPEG or a PDF.",
  avif: "This is a photo in the AVIF format, which cannot be read or shown. Ask the borrower for a JPEG or a PDF.",
};

const office = {
  word95:
    "This is a Word 6 or Word 95 document, which is not supported. Ask the borrower to open it in Word and save it as DOCX or PDF.",
  ppt: "This is a PowerPoint presentation from before 2007 (.ppt), which is not supported. Ask the borrower to save it as PPTX or PDF.",
  works: "This is a Microsoft Works file, which is not supported. Ask the borrower for the document as PDF.",
  project:
    "This is a Microsoft Project file, which is not supported. Ask the borrower to export the plan as PDF or XLSX.",
  visio: "This is a Visio drawing, which is not supported. Ask the borrower to export it as PDF.",
  publisher: "This is a Publisher document, which is not supported. Ask the borrower to export it as PDF.",
  oneNote: "This is a OneNote file, which is not supported. Ask the borrower to export the pages as PDF.",
  access:
    "This is an Access database, which is not supported. Ask the borrower to export the relevant tables as XLSX or CSV.",
  pst: "This is an Outlook mailbox (PST), which is not supported. Ask the borrower for the relevant messages as EML or PDF.",
  other: "This file is in an Office format that is not supported. Ask the borrower for the document as PDF.",
};

const apple = {
  numbers:
    "This is a Numbers spreadsheet, which is not supported. Ask the borrower to export it in Numbers as Excel (XLSX), or as PDF.",
  pages:
    "This is a Pages document, which is not supported. Ask the borrower to export it in Pages as Word (DOCX) or PDF.",
  keynote:
    "This is a Keynote presentation, which is not supported. Ask the borrower to export it in Keynote as PowerPoint (PPTX) or PDF.",
  other:
    "This is a Pages, Numbers or Keynote file, which is not supported. Ask the borrower to export it as PDF, DOCX or XLSX.",
};

const mail = {
  signature: "This file is only a digital signature. Ask the borrower for the file that it signs.",
  pgp: "This file is encrypted with PGP. Ask the borrower for it without encryption.",
  tnef: "This is a winmail.dat file: Outlook has packed the message and its attachments in it (TNEF), which is not supported. Ask the borrower for the message as PDF, and for its attachments as separate files.",
};

const others = {
  epub: "This is an e-book (EPUB), which is not supported. Ask the borrower for the document as PDF.",
  xps: "This is an XPS document, which is not supported. Ask the borrower for it as PDF.",
  postScript: "This is a PostScript file, which is not supported. Ask the borrower for the document as PDF.",
  djvu: "This is a DjVu scan, which is not supported. Ask the borrower for the document as PDF.",
  wordPerfect:
    "This is a WordPerfect document, which is not supported. Ask the borrower for it as PDF or DOCX.",
  lotus: "This is a Lotus 1-2-3 spreadsheet, which is not supported. Ask the borrower for it as XLSX or CSV.",
  formula:
    "This is an OpenDocument formula or database, which is not supported. Ask the borrower for the document as PDF.",
  media: "Audio and video have no text to extract. Ask the borrower for a transcript.",
  font: "A font file has no text to extract.",
  program: "This is a program, not a document. Ask the borrower for the document.",
  archive:
    "This is an archive that cannot be opened here. Ask the borrower for the files in it, as separate files or as a ZIP.",
};

const byType: readonly [types: RegExp, sentence: string][] = [
  [/^image\/(p?jpe?g|(x-)?a?png|gif|webp|tiff(-fx)?|(x-)?(ms-)?bmp)$/, images.shown],
  [/^image\/hei[cf]/, images.heic],
  [/^image\/avif/, images.avif],
  [/djvu/, others.djvu],
  [/^image\//, images.notShown],
  [/^(audio|video)\//, others.media],
  [/^font\//, others.font],
  [/numbers/, apple.numbers],
  [/apple\.pages|iwork-pages/, apple.pages],
  [/keynote/, apple.keynote],
  [/vnd\.apple\.|iwork/, apple.other],
  [/pkcs7-signature|pgp-signature/, mail.signature],
  [/pgp/, mail.pgp],
  [/tnef/, mail.tnef],
  [/visio/, office.visio],
  [/publisher/, office.publisher],
  [/ms-?works/, office.works],
  [/ms-project|mpp$/, office.project],
  [/onenote/, office.oneNote],
  [/access$/, office.access],
  [/outlook-pst/, office.pst],
  [/epub/, others.epub],
  [/xps/, others.xps],
  [/postscript|eps$/, others.postScript],
  [/wordperfect/, others.wordPerfect],
  [/lotus/, others.lotus],
  [/opendocument/, others.formula],
  [/msdownload|x-elf|mach|x-ms-shortcut|executable/, others.program],
  [/zip|rar|7z|tar$|gzip|bzip|compress|xz|zstd|archive|iso9660|diskimage/, others.archive],
];

/** The sentences for a MIME type without text. */
export function sentencesForType(type: string): string {
  return byType.find(([types]) => types.test(type))?.[1] ?? unknown;
}

const unknown =
  "The file type is unknown, or the file is binary data. No text found. Ask the borrower for the document as PDF.";

const byStream: readonly [name: RegExp, sentence: string][] = [
  [/^PowerPoint Document$/, office.ppt],
  [/^PP40$/, office.ppt],
  [/^VisioDocument$/, office.visio],
  [/^Quill$/, office.publisher],
  [/^(MatOST|MM|SPELLING|WksSSWorkBook|Works)/, office.works],
  [/^(TBkndTask| {3}\d{3}|Props\d*)$/, office.project],
];

/** The sentences for a compound file by the names in its root. */
export function sentencesForStreams(names: readonly string[]): string {
  return byStream.find(([pattern]) => names.some((name) => pattern.test(name)))?.[1] ?? office.other;
}

/** The sentences for a Word file from before 1997. */
export const word95 = office.word95;

const byEntry: readonly [path: RegExp, sentence: string][] = [
  [/^visio\/document\.xml$/, office.visio],
  [/^(fixeddocseq\.fdseq|fixeddocumentsequence\.fdseq)$/, others.xps],
  [/^meta-inf\/container\.xml$/, others.epub],
  [/^index\/slide/, apple.keynote],
  [/^index\/(tables\/|calculationengine)/, apple.numbers],
  [/^index\/document\.iwa$|^index\.zip$|^index\.xml$/, apple.other],
];

/** The sentences for a zip by the lowercase names in it; undefined for an ordinary archive. */
export function sentencesForEntries(names: readonly string[]): string | undefined {
  return byEntry.find(([pattern]) => names.some((name) => pattern.test(name)))?.[1];
}
