import { asBuffer } from "./input/as-buffer.ts";
import { compoundType } from "./input/compound-file/type.ts";
import { zipWithin } from "./input/zip-extent.ts";
import { signatureType } from "./signature-type.ts";
import { isPlainText, plainTextType, textType } from "./text-type.ts";

/** Hints about a file's type besides its bytes, the most trusted first. */
export interface TypeHints {
  /** From the attachment's record. */
  contentType?: string;
  /** From the download's response. */
  header?: string;
  name?: string;
}

const unknown = "application/octet-stream";

/** Detects a file's MIME type from its bytes, then from the hints that the bytes do not contradict. */
export async function typeOf(bytes: Uint8Array, { contentType, header, name }: TypeHints): Promise<string> {
  const hints = [contentType, header, typeByName(name)].map(plain).filter((hint) => hint !== undefined);
  // Words may begin like a signature: “BMW;1,200.00” like a bitmap.
  const isText = !isContainer(bytes) && isPlainText(bytes);
  const seen = signatureType(bytes) ?? (isText ? undefined : ((await sniff(bytes)) ?? zipType(bytes)));
  if (seen && !vague.has(seen)) return seen;
  const compound = seen === "application/x-cfb" ? compoundType(bytes) : undefined;
  if (compound) return compound;
  const text = seen ? undefined : textType(bytes, hints);
  if (text) return text;
  const hint = hints.find((hint) => hint !== unknown && isPossible(hint, seen));
  return hint ?? seen ?? (isText ? plainTextType(bytes) : unknown);
}

// The sniffer's results for containers. A hint may be more specific.
const vague = new Set(["application/zip", "application/x-cfb"]);

// A zip or a compound file. Most files are one, and looking for text in them would take longer than all the rest.
function isContainer(bytes: Uint8Array): boolean {
  return asBuffer(bytes, 4).equals(zipStart) || asBuffer(bytes, 4).equals(compoundStart);
}

const zipStart = Buffer.from("PK\x03\x04", "latin1");
const compoundStart = Buffer.from("d0cf11e0", "hex");

/** Bytes before a zip's start, as some programs write them, hide its signature. Its directory at the end shows it all the same. */
function zipType(bytes: Uint8Array): string | undefined {
  const zip = zipWithin(bytes);
  return zip.byteLength >= 2 && zip.readUInt16BE(0) === 0x504b ? "application/zip" : undefined;
}

async function sniff(bytes: Uint8Array): Promise<string | undefined> {
  if (bytes.byteLength === 0) return undefined;
  const { fileTypeFromBuffer } = await import("./file-signatures.ts");
  try {
    return (await fileTypeFromBuffer(bytes))?.mime;
  } catch {
    // The sniffer can throw on a truncated file.
    return undefined;
  }
}

// Types that the first bytes always show: a hint for one of them is wrong if the sniffer did not see it.
const shown =
  /^(image\/(?!svg)|audio\/|video\/|font\/|application\/(pdf|rtf|zip|gzip|x-7z-compressed|x-rar|vnd\.openxmlformats|vnd\.oasis|vnd\.apple|msword|vnd\.ms-|vnd\.visio|x-mspublisher|pkcs7-mime|x-pkcs7-mime|epub))/;

function isPossible(hint: string, seen: string | undefined): boolean {
  if (seen === "application/zip") {
    return /zip|openxmlformats|oasis|vnd\.apple|iwork|sheet\.binary|ms-visio|xps/.test(hint);
  }
  if (seen === "application/x-cfb") return /msword|ms-|cfb|visio|mspublisher/.test(hint);
  return !shown.test(hint);
}

function plain(hint: string | undefined): string | undefined {
  const type = hint?.split(";")[0]?.trim().toLowerCase() ?? "";
  return /^[\w.+-]+\/[\w.+-]+$/.test(type) ? type : undefined;
}

const byExtension = new Map(
  Object.entries({
    csv: "text/csv",
    doc: "application/msword",
    eml: "message/rfc822",
    htm: "text/html",
    html: "text/html",
    json: "application/json",
    key: "application/vnd.apple.keynote",
    md: "text/markdown",
    mpp: "application/vnd.ms-project",
    msg: "application/vnd.ms-outlook",
    numbers: "application/vnd.apple.numbers",
    p7m: "application/pkcs7-mime",
    pages: "application/vnd.apple.pages",
    ppt: "application/vnd.ms-powerpoint",
    pub: "application/x-mspublisher",
    tsv: "text/tab-separated-values",
    txt: "text/plain",
    vsd: "application/vnd.visio",
    vsdx: "application/vnd.ms-visio.drawing",
    wps: "application/vnd.ms-works",
    xls: "application/vnd.ms-excel",
    xlsb: "application/vnd.ms-excel.sheet.binary.macroenabled.12",
    xml: "application/xml",
  }),
);

function typeByName(name: string | undefined): string | undefined {
  return byExtension.get(/\.(\w+)\W*$/.exec(name ?? "")?.[1]?.toLowerCase() ?? "");
}
