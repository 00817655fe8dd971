import { CFB, utils, type WorkBook, type WorkSheet, write } from "@e965/xlsx";
import {
  type PackedStorage,
  type PackedStream,
  packCompoundFile,
} from "../../src/document-text/input/compound-file/pack.ts";

/** A workbook in an old format. A sheet is its rows; a cell is a value, or an object of SheetJS. */
export function oldWorkbook(
  bookType: "xls" | "biff5" | "xlsb",
  sheets: Record<string, unknown[][]>,
  change: (book: WorkBook) => void = () => {},
): Buffer {
  const book = utils.book_new();
  for (const [name, rows] of Object.entries(sheets)) utils.book_append_sheet(book, sheetOf(rows), name);
  change(book);
  return write(book, { type: "buffer", bookType });
}

function sheetOf(rows: unknown[][]): WorkSheet {
  return utils.aoa_to_sheet(rows);
}

/** An .xls with a record ([MS-XLS]) directly after the beginning of the workbook (0) or of its first sheet (1). */
export function withRecord(file: Buffer, part: 0 | 1, type: number, body: Buffer): Buffer {
  const container = CFB.read(file, { type: "buffer" });
  const entry = CFB.find(container, "Workbook");
  if (!entry) throw new TypeError("No workbook.");
  const whole = Buffer.from(entry.content as Uint8Array);
  let seen = -1;
  for (let at = 0; at + 4 <= whole.length; at += 4 + whole.readUInt16LE(at + 2)) {
    if (whole.readUInt16LE(at) !== beginning || ++seen < part) continue;
    const after = at + 4 + whole.readUInt16LE(at + 2);
    const record = Buffer.alloc(4);
    record.writeUInt16LE(type, 0);
    record.writeUInt16LE(body.length, 2);
    entry.content = Buffer.concat([whole.subarray(0, after), record, body, whole.subarray(after)]);
    entry.size = entry.content.length;
    break;
  }
  return Buffer.from(CFB.write(container, { type: "buffer" }) as Uint8Array);
}

const beginning = 0x809;

/** An .xls with a change to the body of each record of a type. */
export function changeRecords(file: Buffer, type: number, change: (body: Buffer) => void): Buffer {
  const container = CFB.read(file, { type: "buffer" });
  const entry = CFB.find(container, "Workbook");
  if (!entry) throw new TypeError("No workbook.");
  const whole = Buffer.from(entry.content as Uint8Array);
  for (let at = 0; at + 4 <= whole.length; at += 4 + whole.readUInt16LE(at + 2)) {
    if (whole.readUInt16LE(at) === type) change(whole.subarray(at + 4, at + 4 + whole.readUInt16LE(at + 2)));
  }
  entry.content = whole;
  return Buffer.from(CFB.write(container, { type: "buffer" }) as Uint8Array);
}

export function storage(name: string, ...children: (PackedStorage | PackedStream)[]): PackedStorage {
  return { name, children };
}

export function stream(name: string, content: Uint8Array | string): PackedStream {
  return { name, content: typeof content === "string" ? Buffer.from(content, "utf16le") : content };
}

/** A compound file with these entries. */
export function compoundFile(...children: (PackedStorage | PackedStream)[]): Buffer {
  return packCompoundFile(storage("", ...children));
}

/**
 * A file of Word 97 whose text is one piece: `body`, then the other parts in their order. `version` is that of its header,
 * `format` are the properties of the first character ([MS-DOC] 2.6.1), `fonts` the names of the fonts, `styles` the properties of
 * character styles, the first of which is number 1.
 */
export function doc(
  body: string,
  {
    version = 193,
    magic = 0xa5ec,
    flags = 0,
    isCompressed = false,
    footnotes = "",
    format = Buffer.alloc(0),
    fonts = [] as readonly string[],
    styles = [] as readonly Buffer[],
  } = {},
): Buffer {
  const text = body + footnotes;
  const header = Buffer.alloc(1024);
  header.writeUInt16LE(magic, 0);
  header.writeUInt16LE(version, 2);
  header.writeUInt16LE(flags, 0x0a);
  header.writeInt32LE(body.length, 0x4c);
  header.writeInt32LE(footnotes.length, 0x50);
  const clx = Buffer.alloc(21);
  clx[0] = 2;
  clx.writeUInt32LE(16, 1);
  clx.writeUInt32LE(text.length, 9);
  clx.writeUInt32LE(isCompressed ? 2 * header.length + 0x4000_0000 : header.length, 15);
  header.writeUInt32LE(0, 0x1a2);
  header.writeUInt32LE(clx.length, 0x1a6);
  const bytes = isCompressed ? windows1252(text) : Buffer.from(text, "utf16le");
  const text97 = Buffer.concat([header, bytes, Buffer.alloc(4096)]);
  const pages = Buffer.alloc(512 - (text97.length % 512));
  const width = isCompressed ? 1 : 2;
  const range = [header.length, header.length + width];
  const bins = Buffer.alloc(12);
  for (const [at, edge] of range.entries()) bins.writeUInt32LE(edge, 4 * at);
  bins.writeUInt32LE((text97.length + pages.length) / 512, 8);
  header.copy(text97);
  text97.writeUInt32LE(clx.length, characterFormats);
  text97.writeUInt32LE(bins.length, characterFormats + 4);
  const tables: Buffer[] = [clx, bins];
  for (const [place, table] of [
    [fontNames, fontTable(fonts)],
    [styleSheet, styleTable(styles)],
  ] as const) {
    text97.writeUInt32LE(Buffer.concat(tables).length, place);
    text97.writeUInt32LE(table.length, place + 4);
    tables.push(table);
  }
  return compoundFile(
    stream("WordDocument", Buffer.concat([text97, pages, formatPage(range, format)])),
    stream("0Table", Buffer.concat(tables)),
  );
}

// The places of tables in the header.
const styleSheet = 0x9a + 8;
const characterFormats = 0x9a + 8 * 12;
const fontNames = 0x9a + 8 * 15;

/** The table of fonts ([MS-DOC] 2.9.286). */
function fontTable(names: readonly string[]): Buffer {
  const fonts = names.map((name) => {
    const font = Buffer.concat([Buffer.alloc(40), Buffer.from(`${name}\0`, "utf16le")]);
    font[0] = font.length - 1;
    return font;
  });
  return Buffer.concat([Buffer.from([names.length, 0, 0, 0]), ...fonts]);
}

/** A style sheet ([MS-DOC] 2.9.271) with an empty style 0, and then character styles. */
function styleTable(styles: readonly Buffer[]): Buffer {
  const header = Buffer.from([4, 0, styles.length + 1, 0, 10, 0, 0, 0]);
  const written = styles.map((properties) => {
    const base = 0xfff0;
    const style = Buffer.concat([Buffer.alloc(16), properties]);
    style.writeUInt16LE(base | 2, 2);
    style.writeUInt16LE(1, 4);
    style.writeUInt16LE(properties.length, 14);
    return Buffer.concat([Buffer.from([style.length, 0]), style]);
  });
  return Buffer.concat([header, ...written]);
}

/** A page with the format of one range of the text ([MS-DOC] 2.9.33). */
function formatPage(range: readonly number[], format: Buffer): Buffer {
  const page = Buffer.alloc(512);
  for (const [at, edge] of range.entries()) page.writeUInt32LE(edge, 4 * at);
  page[8] = 100 / 2;
  page[100] = format.length;
  format.copy(page, 101);
  page[511] = 1;
  return page;
}

function windows1252(text: string): Buffer {
  return Buffer.from(text.replaceAll("€", "\u0080"), "latin1");
}

export interface OutlookMessage {
  subject?: string;
  from?: string;
  to?: readonly string[];
  text?: string;
  html?: string;
  attachments?: readonly OutlookAttachment[];
}

type OutlookAttachment = { name: string; content: Uint8Array } | { name: string; message: OutlookMessage };

/** An Outlook message (.msg). */
export function msg(message: OutlookMessage): Buffer {
  return packCompoundFile(storage("", ...entriesOf(message, 32), storage("__nameid_version1.0")));
}

const embeddedMessage = 5;
const byValue = 1;

function entriesOf(message: OutlookMessage, headerBytes: number): (PackedStorage | PackedStream)[] {
  const { subject, from, to = [], text, html, attachments = [] } = message;
  return [
    stream("__properties_version1.0", Buffer.alloc(headerBytes)),
    ...property("0037001F", subject),
    ...property("0C1A001F", from),
    ...property("1000001F", text),
    ...(html === undefined ? [] : [stream("__substg1.0_10130102", Buffer.from(html))]),
    ...to.map((name, at) =>
      storage(
        `__recip_version1.0_#${hex(at)}`,
        stream("__properties_version1.0", Buffer.concat([Buffer.alloc(8), integer(0x0c15_0003, 1)])),
        ...property("3001001F", name),
      ),
    ),
    ...attachments.map((attachment, at) =>
      storage(`__attach_version1.0_#${hex(at)}`, ...attached(attachment)),
    ),
  ];
}

function attached(attachment: OutlookAttachment): (PackedStorage | PackedStream)[] {
  const isMessage = "message" in attachment;
  const method = integer(0x3705_0003, isMessage ? embeddedMessage : byValue);
  return [
    stream("__properties_version1.0", Buffer.concat([Buffer.alloc(8), method])),
    ...property("3707001F", attachment.name),
    isMessage
      ? storage("__substg1.0_3701000D", ...entriesOf(attachment.message, 24))
      : stream("__substg1.0_37010102", attachment.content),
  ];
}

function property(tag: string, text: string | undefined): PackedStream[] {
  return text === undefined ? [] : [stream(`__substg1.0_${tag}`, text)];
}

function integer(tag: number, value: number): Buffer {
  const bytes = Buffer.alloc(16);
  bytes.writeUInt32LE(tag, 0);
  bytes.writeInt32LE(value, 8);
  return bytes;
}

function hex(at: number): string {
  return at.toString(16).padStart(8, "0").toUpperCase();
}

/** A signed file (.p7m) around this content. Its signature is empty: nobody checks it. */
export function p7m(content: Uint8Array, kind = 2): Buffer {
  const octets = der(0x04, content);
  const encapsulated = der(0x30, objectId(1), der(0xa0, octets));
  const signed = der(0x30, der(0x02, Buffer.from([1])), der(0x31), encapsulated, der(0x31));
  return der(0x30, objectId(kind), der(0xa0, signed));
}

function objectId(last: number): Buffer {
  return der(0x06, Buffer.from([0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, last]));
}

function der(tag: number, ...contents: Uint8Array[]): Buffer {
  const content = Buffer.concat(contents);
  if (content.length < 0x80) return Buffer.concat([Buffer.from([tag, content.length]), content]);
  const length = Buffer.alloc(6);
  length[0] = tag;
  length[1] = 0x84;
  length.writeUInt32BE(content.length, 2);
  return Buffer.concat([length, content]);
}
