import type { Address, Attachment, Email } from "postal-mime";
import { asBuffer } from "../input/as-buffer.ts";
import { decode } from "../input/decode.ts";
import { repairWindows1252 } from "../input/decoder.ts";
import { section } from "../output/section.ts";
import { type Reader, type Sink, type Source, Unreadable } from "../types.ts";
import { contentOf, noteHiddenText } from "./eml-attachments.ts";
import { repairMail } from "./eml-repair.ts";
import { readHtmlText } from "./html.ts";
import { PostalMime } from "./mail-parser.ts";
import { linesOf } from "./text.ts";

/** A saved email: its main headers and its text. Its attachments are listed as all files inside files are. */
export const readEml: Reader = async (source, sink) => {
  const email = await parseEml(source, sink);
  const headers = section(sink, "headers");
  for (const line of headLines(email)) headers.line(line);
  readBody(email, sink);
  readInvitations(email, sink);
  noteHiddenText(email, sink);
};

/** Parses an email within bounds. Notes say what was repaired. Throws Unreadable. */
export async function parseEml({ bytes }: Source, sink: Pick<Sink, "note"> = { note() {} }): Promise<Email> {
  boundLines(bytes);
  const repaired = repairMail(bytes);
  for (const sentence of repaired.notes) sink.note(sentence);
  try {
    // A message inside the message counts as an attachment.
    return await PostalMime.parse(repaired.bytes, { forceRfc822Attachments: true });
  } catch (error) {
    const message = error instanceof Error ? error.message : "";
    if (message.startsWith("Maximum MIME nesting")) throw new Unreadable(tooDeep);
    if (message.startsWith("Maximum header size")) throw new Unreadable(tooManyHeaders);
    throw error;
  }
}

// The parser keeps at least one object per line and per part, so the file's size does not bound its memory. Attachments
// are encoded in lines of 76 characters, which cost the least.
const maxLines = 500_000;
const maxShortLines = 150_000;
const shortLine = 60;
const maxDashedLines = 10_000;

function boundLines(content: Uint8Array): void {
  const bytes = asBuffer(content);
  let lines = 0;
  let short = 0;
  let dashedLines = 0;
  let from = 0;
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, from)) {
    lines++;
    if (at - from < shortLine) short++;
    if (bytes[from] === 0x2d && bytes[from + 1] === 0x2d) dashedLines++;
    if (lines > maxLines || short > maxShortLines) throw new Unreadable(tooManyLines);
    if (dashedLines > maxDashedLines) throw new Unreadable(tooManyParts);
    from = at + 1;
  }
}

const tooManyLines =
  "This email has too many lines to read. Ask the borrower for its attachments as separate files.";
const tooManyParts = `This email has more than ${maxDashedLines.toLocaleString("en")} parts. No mail program writes that many, so it was not read.`;
const tooDeep =
  "This email nests its parts more than 256 levels deep. No mail program does, so it was not read.";
const tooManyHeaders =
  "This email has more than 2 MiB of headers. No mail program writes that many, so it was not read.";

function* headLines(email: Email): Generator<string> {
  const all: [name: string, value: string | undefined][] = [
    ["From", email.from && people([email.from])],
    ["Sender", email.sender && people([email.sender])],
    ["Reply-To", email.replyTo && people(email.replyTo)],
    ["To", email.to && people(email.to)],
    ["Cc", email.cc && people(email.cc)],
    ["Bcc", email.bcc && people(email.bcc)],
    // The raw header: the parser drops the time zone.
    ["Date", email.headers.find(({ key }) => key === "date")?.value],
    ["Subject", email.subject],
  ];
  for (const [name, value] of all) if (value) yield `${name}: ${oneLine(value)}`;
}

function people(addresses: readonly Address[]): string {
  return addresses
    .map(({ name, address, group }): string => {
      if (group) return `${name}: ${people(group)};`;
      return name ? `${name} <${address}>` : (address ?? "");
    })
    .join(", ");
}

function readBody({ text, html, attachments }: Email, sink: Sink): void {
  const message = section(sink, "message");
  const sheets = styleSheets(attachments);
  const page = html && `${sheets}${repairWindows1252(html)}`;
  const source = { hasStyleSheets: sheets !== "" };
  if (text && /\S/.test(text)) {
    const plain = repairWindows1252(text);
    for (const line of linesOf(plain)) message.line(line);
    if (page && hasMoreWords(page, plain)) readHtmlText(page, section(sink, "message, HTML version"), source);
    else if (page) sink.note("The message also has an HTML version. Only its plain text is included.");
  } else if (page) readHtmlText(page, message, source);
}

/** Whether the page shows words that are not in the plain text. */
function hasMoreWords(page: string, plain: string): boolean {
  const known = new Set(wordsOf(plain));
  let more = false;
  readHtmlText(page, {
    mark() {},
    line(text) {
      more ||= wordsOf(text).some((word) => !known.has(word));
    },
    note() {},
    progress() {},
  });
  return more;
}

// An amount with its sign and separators is one word. Words of one or two characters are too common to compare.
function wordsOf(text: string): string[] {
  const found = text.toLowerCase().match(/[-\u2212(]?\d[\d.,]*|[\p{L}\p{N}]+/gu) ?? [];
  return found
    .map((word) => word.replace(/[.,]+$/, ""))
    .filter((word) => word.length >= 3 || /\d/.test(word));
}

// A saved web page keeps its style sheets as parts.
function styleSheets(attachments: readonly Attachment[]): string {
  const sheets = attachments.filter(({ mimeType }) => mimeType === "text/css").map(textOf);
  return sheets.map((css) => (css.includes("</") ? "" : `<style>${css}</style>`)).join("");
}

function readInvitations({ attachments }: Email, sink: Sink): void {
  for (const attachment of attachments) {
    if (attachment.mimeType !== "text/calendar" || attachment.disposition === "attachment") continue;
    const invitation = section(sink, "message, invitation");
    for (const line of linesOf(textOf(attachment))) if (line !== "") invitation.line(line);
  }
}

function textOf(attachment: Attachment): string {
  return decode(contentOf(attachment)).text;
}

function oneLine(text: string): string {
  return repairWindows1252(text).replace(/\s+/g, " ").trim();
}
