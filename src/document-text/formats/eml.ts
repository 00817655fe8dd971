import PostalMime, { type Address, type Email } from "postal-mime";
import { asBuffer } from "../input/as-buffer.ts";
import { decode } from "../input/decode.ts";
import { section } from "../output/lines.ts";
import { type Reader, type Sink, type Source, Unreadable } from "../types.ts";
import { readHtmlText } from "./html.ts";
import { linesOf } from "./text.ts";

/** A saved e-mail: who, when and about what, its text, and what is attached by name, type and size. */
export const readEml: Reader = async (source, sink) => {
  const email = await parse(source);
  const headers = section(sink, "headers");
  for (const line of headLines(email)) headers.line(line);
  readBody(email, sink);
  readAttached(email, section(sink, `attached files (${email.attachments.length})`));
};

async function parse({ bytes }: Source): Promise<Email> {
  boundLines(bytes);
  try {
    // A message within the message is a file that is attached, like any other.
    return await PostalMime.parse(bytes, { forceRfc822Attachments: true });
  } catch (error) {
    const message = error instanceof Error ? error.message : "";
    if (message.startsWith("Maximum MIME nesting")) throw new Unreadable(tooDeep);
    if (message.startsWith("Maximum header size")) throw new Unreadable(tooManyHeaders);
    throw error;
  }
}

// The parser keeps an object or more for each line and each part: the file's size alone is no bound for them. What is
// attached stands in lines of 76 characters, which cost the least.
const mostLines = 500_000;
const mostShortLines = 150_000;
const shortLine = 60;
const mostDashed = 10_000;

function boundLines(content: Uint8Array): void {
  const bytes = asBuffer(content);
  let lines = 0;
  let short = 0;
  let dashed = 0;
  let from = 0;
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, from)) {
    lines++;
    if (at - from < shortLine) short++;
    if (bytes[from] === 0x2d && bytes[from + 1] === 0x2d) dashed++;
    if (lines > mostLines || short > mostShortLines) throw new Unreadable(tooManyLines);
    if (dashed > mostDashed) throw new Unreadable(tooManyParts);
    from = at + 1;
  }
}

const tooManyLines =
  "This e-mail has more lines than can be read here. Ask the borrower for what is attached to it as files.";
const tooManyParts = `This e-mail has more than ${mostDashed.toLocaleString("en")} parts, as no mail program writes; it is not read.`;
const tooDeep = "This e-mail nests its parts more than 256 deep, as no mail program does; it is not read.";
const tooManyHeaders =
  "This e-mail has more than 2 MiB of headers, as no mail program writes; it is not read.";

function* headLines(email: Email): Generator<string> {
  const all: [name: string, value: string | undefined][] = [
    ["From", email.from && people([email.from])],
    ["Sender", email.sender && people([email.sender])],
    ["Reply-To", email.replyTo && people(email.replyTo)],
    ["To", email.to && people(email.to)],
    ["Cc", email.cc && people(email.cc)],
    ["Bcc", email.bcc && people(email.bcc)],
    // As it was written: the parser would take its time zone away.
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

function readBody({ text, html }: Email, sink: Sink): void {
  const message = section(sink, "message");
  const page = html && repairWindows1252(html);
  if (text && /\S/.test(text)) {
    const plain = repairWindows1252(text);
    for (const line of linesOf(plain)) message.line(line);
    if (page && saysMore(page, plain)) readHtmlText(page, section(sink, "message, HTML form"));
    else if (page) sink.note("The message has an HTML form as well; its plain text is what is here.");
  } else if (page) readHtmlText(page, message);
}

/** Whether the page shows words that the plain text does not have. */
function saysMore(page: string, plain: string): boolean {
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

// An amount is one word, with its separators; shorter words tell too little.
function wordsOf(text: string): string[] {
  const found = text.toLowerCase().match(/\d[\d.,]*\d|[\p{L}\p{N}]+/gu) ?? [];
  return found.filter((word) => word.length >= 3);
}

function readAttached({ attachments }: Email, sink: Sink): void {
  for (const { filename, mimeType, content } of attachments) {
    const bytes = typeof content === "string" ? content.length : content.byteLength;
    sink.line(`${oneLine(filename ?? "(no name)")} (${mimeType}, ${bytes.toLocaleString("en")} bytes)`);
  }
  if (attachments.length > 0) sink.note("What is attached to the message is named, not read.");
}

function oneLine(text: string): string {
  return repairWindows1252(text).replace(/\s+/g, " ").trim();
}

// Node 20 decodes windows-1252 as Latin-1: where it has a euro sign or a quote, control characters come out.
function repairWindows1252(text: string): string {
  return text.replace(/[\u0080-\u009f]+/g, (run) => decode(Buffer.from(run, "latin1"), "windows-1252").text);
}
