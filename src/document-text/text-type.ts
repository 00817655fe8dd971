import { asBuffer } from "./input/as-buffer.ts";
import { isControl, wideEncodingOf } from "./input/utf16-without-mark.ts";

const headBytes = 4096;
/** Of an Office file that is one XML file with all its parts. No standard name exists. */
export const flatPackageType = "application/vnd.ms-office-package";

/** Whether a file is text in any encoding: long binary files always contain control bytes. */
export function isPlainText(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, headBytes);
  return head.length > 0 && (encodingOf(head) !== "latin1" || !head.some(isControl));
}

function encodingOf(head: Uint8Array): string {
  const [first, second, third, fourth] = head;
  if (first === 0xff && second === 0xfe) return third === 0 && fourth === 0 ? "utf-32le" : "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  if (first === 0 && second === 0 && third === 0xfe && fourth === 0xff) return "utf-32be";
  return wideEncodingOf(head) ?? "latin1";
}

/** The type that a text shows by its beginning, whatever its name is. The hints are MIME types. */
export function textType(bytes: Uint8Array, hints: readonly string[]): string | undefined {
  const head = headOf(bytes);
  const type = documents.find(([pattern]) => pattern.test(head.replace(before, "")))?.[1];
  if (type) return type;
  if (isMail(head)) return "message/rfc822";
  // Markdown may begin with an element, and XML with any.
  if (isFragment(head) && !hints.some((hint) => /markdown|xml$/.test(hint))) return "text/html";
  // Programs also export web pages and CSV under the names of Office files.
  if (!hints.some((hint) => office.test(hint))) return undefined;
  if (/<(table|tr|td|html|body|div|p|br)\b[^<>]*>/i.test(head)) return "text/html";
  const isRows = isPlainText(bytes) && !head.startsWith("<") && hints.some((hint) => sheet.test(hint));
  return isRows ? "text/csv" : undefined;
}

const office = /msword|vnd\.ms-|officedocument/;
const sheet = /ms-excel|spreadsheet/;

/** The type of a text that no hint names. */
export function plainTextType(bytes: Uint8Array): string {
  const head = headOf(bytes);
  return plainTexts.find(([pattern]) => pattern.test(head))?.[1] ?? "text/plain";
}

const plainTexts: readonly [beginning: RegExp, type: string][] = [
  [/^<\?xml\s/, "application/xml"],
  [/^BEGIN:VCALENDAR/, "text/calendar"],
  [/^BEGIN:VCARD/, "text/vcard"],
];

function headOf(bytes: Uint8Array): string {
  const head = bytes.subarray(0, headBytes);
  const encoding = encodingOf(head);
  // Only ASCII characters count here.
  const text = encoding.startsWith("utf-16")
    ? new TextDecoder(encoding).decode(head)
    : asBuffer(head).toString("latin1");
  return text
    .replaceAll("\0", "")
    .replace(/^(\u00ef\u00bb\u00bf|\ufeff|\u00ff\u00fe|\u00fe\u00ff)/, "")
    .trimStart();
}

const before = /^(\s|<\?[^>]*>|<!--[\s\S]*?-->|<!doctype (?!html)[^>]*>)+/i;

// Browsers run SVG, HTML and scripts, so these keep their real type whatever the hints are.
const documents: readonly [root: RegExp, type: string][] = [
  [/^<([\w-]+:)?svg[\s>]/i, "image/svg+xml"],
  [
    /^<([\w-]+:)?workbook\s[^>]*urn:schemas-microsoft-com:office:spreadsheet/i,
    "application/vnd.ms-spreadsheetml",
  ],
  [
    /^<([\w-]+:)?worddocument\s[^>]*schemas\.microsoft\.com\/office\/word\/2003\/wordml/i,
    "application/vnd.ms-wordml",
  ],
  [
    /^<([\w-]+:)?document\s(?=[^>]*urn:oasis:names:tc:opendocument:xmlns:office:1\.0)[^>]*vnd\.oasis\.opendocument\.spreadsheet/i,
    "application/vnd.oasis.opendocument.spreadsheet-flat-xml",
  ],
  [
    /^<([\w-]+:)?document\s(?=[^>]*urn:oasis:names:tc:opendocument:xmlns:office:1\.0)[^>]*vnd\.oasis\.opendocument\./i,
    "application/vnd.oasis.opendocument.text-flat-xml",
  ],
  [/^<([\w-]+:)?package\s[^>]*http:\/\/schemas\.microsoft\.com\/office\/2006\/xmlPackage/i, flatPackageType],
  [/^<(!doctype html|html|head|body|script|meta|table)[\s>]/i, "text/html"],
];

// Elements that begin a page without a root. In XML, their names may mean anything.
const fragment =
  /^<(a|b|big|blockquote|br|center|div|dl|em|font|form|h[1-6]|hr|i|img|link|ol|p|pre|small|span|strong|style|t[dhr]|tbody|thead|title|u|ul)(\s[^<>]*)?\/?>/i;

function isFragment(head: string): boolean {
  return !/^<\?xml/i.test(head) && fragment.test(head.replace(before, ""));
}

const field = /^([!-9;-~]{1,76}):[ \t]?(.*)$/;

/** Whether a text begins with the headers of an email or a saved web page (MHTML). */
function isMail(head: string): boolean {
  const block = head.replace(/^From .*\r?\n/, "").split(/\r?\n\r?\n/)[0] ?? "";
  const lines = block.replace(/\r?\n[ \t]+/g, " ").split(/\r?\n/);
  const names = new Set<string>();
  for (const line of lines) {
    const [, name, value = ""] = field.exec(line) ?? [];
    if (name === undefined) break;
    if (/^content-type$/i.test(name) && /^multipart\/.*boundary/i.test(value)) return true;
    names.add(name.toLowerCase());
  }
  const has = (name: string) => names.has(name);
  if (has("mime-version")) return true;
  const isSent = has("received") || has("message-id") || has("return-path");
  return isSent && (has("from") || has("date") || has("subject"));
}
