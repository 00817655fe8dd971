import { asBuffer } from "./input/as-buffer.ts";
import { compoundType } from "./input/compound-file/type.ts";

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
  if (isSigned(bytes)) return "application/pkcs7-mime";
  const { fileTypeFromBuffer } = await import("file-type");
  const seen = bytes.byteLength > 0 && !isUtf16(bytes) ? await sniff(fileTypeFromBuffer, bytes) : undefined;
  if (seen && !vague.has(seen)) return seen;
  const compound = seen === "application/x-cfb" ? compoundType(bytes) : undefined;
  if (compound) return compound;
  if (!seen && isPdf(bytes)) return "application/pdf";
  const markup = markupType(bytes);
  if (markup) return markup;
  const hints = [contentType, header, typeByName(name)].map(plain);
  return (
    hints.find((hint) => hint !== undefined && hint !== unknown && isPossible(hint, seen)) ??
    seen ??
    (isText(bytes) ? "text/plain" : unknown)
  );
}

// The sniffer's results for containers and markup. A hint may be more specific.
const vague = new Set(["application/xml", "application/zip", "application/x-cfb"]);

// Excel saves "Unicode text" as UTF-16. Its byte order mark is also the start of an MPEG frame.
function isUtf16(bytes: Uint8Array): boolean {
  const [first, second] = bytes;
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
}

async function sniff(
  fileType: (bytes: Uint8Array) => Promise<{ mime: string } | undefined>,
  bytes: Uint8Array,
): Promise<string | undefined> {
  try {
    return (await fileType(bytes))?.mime;
  } catch {
    // The sniffer can throw on a truncated file.
    return undefined;
  }
}

const headBytes = 4096;

// DER, or BER of indefinite length, whose first value is the identifier of PKCS #7 data.
const pkcs7 = Buffer.from("06092a864886f70d0107", "hex");

// Checked before PDF: a signed PDF has its marker within the first bytes too.
function isSigned(bytes: Uint8Array): boolean {
  return bytes[0] === 0x30 && asBuffer(bytes, 32).includes(pkcs7);
}

// Some programs write data before the PDF marker, and PDF readers accept it.
function isPdf(bytes: Uint8Array): boolean {
  return asBuffer(bytes, 1024).includes("%PDF-");
}

/** Whether a file is text in any encoding: long binary files always contain control bytes. */
function isText(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, headBytes);
  const isControl = (byte: number) =>
    byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0c && byte !== 0x0d;
  return head.length > 0 && (isUtf16(bytes) || !head.some(isControl));
}

// Browsers run SVG, HTML and scripts, so these keep their real type whatever the hints are.
function markupType(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder().decode(bytes.subarray(0, headBytes)).trimStart().toLowerCase();
  const root = head
    .replace(/^<\?xml[^>]*>/, "")
    .replace(/<!--[\s\S]*?-->/g, "")
    .replace(/^\s*<!doctype svg[^>]*>/, "")
    .trimStart();
  if (/^<svg[\s>]/.test(root)) return "image/svg+xml";
  if (/^<(!doctype html|html|head|body|script|meta|table)[\s>]/.test(root)) return "text/html";
  return undefined;
}

// Types that the first bytes always show: a hint for one of them is wrong if the sniffer did not see it.
const shown =
  /^(image\/(?!svg)|audio\/|video\/|font\/|application\/(pdf|zip|gzip|x-7z-compressed|x-rar|vnd\.openxmlformats|vnd\.oasis|msword|vnd\.ms-))/;

function isPossible(hint: string, seen: string | undefined): boolean {
  if (seen === "application/zip") return /zip|openxmlformats|oasis|epub/.test(hint);
  if (seen === "application/x-cfb") return /msword|ms-|cfb/.test(hint);
  return !shown.test(hint);
}

function plain(hint: string | undefined): string | undefined {
  const type = hint?.split(";")[0]?.trim().toLowerCase() ?? "";
  return /^[\w.+-]+\/[\w.+-]+$/.test(type) ? type : undefined;
}

const byExtension = new Map(
  Object.entries({
    csv: "text/csv",
    eml: "message/rfc822",
    htm: "text/html",
    html: "text/html",
    json: "application/json",
    md: "text/markdown",
    msg: "application/vnd.ms-outlook",
    p7m: "application/pkcs7-mime",
    txt: "text/plain",
    tsv: "text/tab-separated-values",
    xls: "application/vnd.ms-excel",
    xml: "application/xml",
    doc: "application/msword",
  }),
);

function typeByName(name: string | undefined): string | undefined {
  return byExtension.get(/\.(\w+)\W*$/.exec(name ?? "")?.[1]?.toLowerCase() ?? "");
}
