import { labelOfCodePage } from "../../input/code-pages.ts";
import type { CompoundFile } from "../../input/compound-file/open.ts";
import { decode } from "../../input/decode.ts";
import { section } from "../../output/section.ts";
import type { Sink } from "../../types.ts";
import { readHtmlText } from "../html.ts";
import { readRtf } from "../rtf.ts";
import { linesOf } from "../text.ts";
import { decompressRtf } from "./compressed-rtf.ts";
import { Message, type Person } from "./message.ts";

/** An Outlook message: its headers and its text. */
export function readMsg(file: CompoundFile, sink: Sink): void {
  const message = new Message(file);
  const headers = section(sink, "headers");
  for (const line of headLines(message)) headers.line(line);
  readBody(message, section(sink, "message"));
}

function* headLines(message: Message): Generator<string> {
  const { to, cc, bcc } = message.recipients();
  const all: [name: string, value: string | undefined][] = [
    ["From", people([message.sender])],
    ["To", people(to)],
    ["Cc", people(cc)],
    ["Bcc", people(bcc)],
    ["Date", dateIn(message.internetHeaders) ?? message.sent],
    ["Subject", message.subject],
  ];
  for (const [name, value] of all) if (value) yield `${name}: ${value.replace(/\s+/g, " ").trim()}`;
}

// It has the sender's time zone, which the message's own properties have not.
function dateIn(headers = ""): string | undefined {
  return /^Date:[ \t]*(\S.*)$/im.exec(headers)?.[1];
}

function people(all: readonly Person[]): string {
  return all
    .map(({ name, address }) =>
      name && address && name !== address ? `${name} <${address}>` : (name ?? address ?? ""),
    )
    .filter(Boolean)
    .join(", ");
}

// Outlook writes the plain text next to the others, so it is the last resort: tables and links are only in the others.
function readBody(message: Message, sink: Sink): void {
  const html = message.bodyHtml;
  const text = message.bodyText;
  const rtf = message.bodyRtf && decompressRtf(message.bodyRtf);
  if (text && /\S/.test(text) && !html && !rtf) {
    for (const line of linesOf(text)) sink.line(line);
  } else if (html) {
    const label = labelOfCodePage(message.bodyCodePage);
    readHtmlText(typeof html === "string" ? html : decode(html, label).text, sink);
  } else if (rtf) readRtf({ bytes: rtf, type: "application/rtf" }, sink);
}
