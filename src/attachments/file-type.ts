import { asBuffer } from "../document-text/input/as-buffer.ts";

/** What is known of a file's type besides its bytes, the most trusted first. */
export interface TypeHints {
  /** Of the attachment's record. */
  contentType?: string;
  /** Of the download's answer. */
  header?: string;
  name?: string;
}

const unknown = "application/octet-stream";

/** A file's MIME type: by its bytes first, then its record, the answer's header and its name, as far as the bytes allow. */
export async function typeOf(bytes: Uint8Array, { contentType, header, name }: TypeHints): Promise<string> {
  const { fileTypeFromBuffer } = await import("file-type");
  const seen = bytes.byteLength > 0 && !isUtf16(bytes) ? await sniff(fileTypeFromBuffer, bytes) : undefined;
  if (seen && !vague.has(seen)) return seen;
  if (!seen && isPdf(bytes)) return "application/pdf";
  const markup = markupType(bytes);
  if (markup) return markup;
  const claims = [contentType, header, typeByName(name)].map(plain);
  return (
    claims.find((claim) => claim !== undefined && claim !== unknown && isPossible(claim, seen)) ??
    seen ??
    (isText(bytes) ? "text/plain" : unknown)
  );
}

// What the sniffer says of containers and markup where it sees no further; a claim may say it better.
const vague = new Set(["application/xml", "application/zip", "application/x-cfb"]);

// The byte order mark of UTF-16, in which Excel saves "Unicode text", is also how an MPEG frame begins.
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
    // A file cut short can end the sniffer early; then its bytes tell nothing.
    return undefined;
  }
}

const headBytes = 4096;

// Readers of PDF take one that begins some lines before its mark, and so some writers write them.
function isPdf(bytes: Uint8Array): boolean {
  return asBuffer(bytes, 1024).includes("%PDF-");
}

/** Whether a file that nothing else tells of is text, in whatever encoding: no binary file is long without a control byte. */
function isText(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, headBytes);
  const isControl = (byte: number) =>
    byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0c && byte !== 0x0d;
  return head.length > 0 && (isUtf16(bytes) || !head.some(isControl));
}

// SVG, HTML and scripts are text that a browser runs: whatever the record calls them, they are named as what they are.
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

// Types that their first bytes always show: a claim of one that was not seen is wrong.
const shown =
  /^(image\/(?!svg)|audio\/|video\/|font\/|application\/(pdf|zip|gzip|x-7z-compressed|x-rar|vnd\.openxmlformats|vnd\.oasis|msword|vnd\.ms-))/;

function isPossible(claim: string, seen: string | undefined): boolean {
  if (seen === "application/zip") return /zip|openxmlformats|oasis|epub/.test(claim);
  if (seen === "application/x-cfb") return /msword|ms-|cfb/.test(claim);
  return !shown.test(claim);
}

function plain(claim: string | undefined): string | undefined {
  const type = claim?.split(";")[0]?.trim().toLowerCase() ?? "";
  return /^[\w.+-]+\/[\w.+-]+$/.test(type) ? type : undefined;
}

const byEnding = new Map(
  Object.entries({
    csv: "text/csv",
    eml: "message/rfc822",
    htm: "text/html",
    html: "text/html",
    json: "application/json",
    md: "text/markdown",
    msg: "application/vnd.ms-outlook",
    txt: "text/plain",
    tsv: "text/tab-separated-values",
    xls: "application/vnd.ms-excel",
    xml: "application/xml",
    doc: "application/msword",
  }),
);

function typeByName(name: string | undefined): string | undefined {
  return byEnding.get(/\.(\w+)\W*$/.exec(name ?? "")?.[1]?.toLowerCase() ?? "");
}
