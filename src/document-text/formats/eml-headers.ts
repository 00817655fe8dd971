import { isUtf8 } from "node:buffer";
import { decode, encodingNote } from "../input/decode.ts";

const field = /^[!-9;-~]+[ \t]*:/;
const lineOf76 = /.{1,76}/g;

/** The headers of a message or of one of its parts, within the whole text. One character is one byte. */
export class MailHeaders {
  /** With an empty line at the end. */
  text: string;
  /** Where the body begins. */
  readonly end: number;
  readonly #whole: string;
  readonly #lines: readonly string[];

  constructor(whole: string, from: number, note: (sentence: string) => void) {
    this.#whole = whole;
    const { until, bodyAt } = extentOf(whole, from);
    this.end = bodyAt;
    this.text = `${asUtf8(whole.slice(from, until), note)}\r\n`;
    this.#lines = this.text.split(/\r?\n(?![ \t])/).filter((line) => line !== "");
    this.#repairBoundary();
  }

  /** The type without parameters, in lowercase. */
  get contentType(): string {
    return this.#value("content-type").split(";")[0]?.trim().toLowerCase() || "text/plain";
  }

  get charset(): string | undefined {
    return parameter(this.#value("content-type"), "charset");
  }

  /** Of a part with parts in it: the line between them, without its dashes. */
  boundary: string | undefined;

  decodeBody(body: string): Buffer {
    const encoding = this.#value("content-transfer-encoding");
    if (/base64/i.test(encoding)) return Buffer.from(body, "base64");
    if (!/quoted-printable/i.test(encoding)) return Buffer.from(body, "latin1");
    const joined = body.replace(/=[ \t]*\r?\n/g, "").replace(/=$/, "");
    const characters = joined.replace(/=([\da-f]{2})/gi, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
    return Buffer.from(characters, "latin1");
  }

  /** Whether spaces follow the signs that join two lines, which the parser takes for text. */
  isPadded(body: string): boolean {
    return /quoted-printable/i.test(this.#value("content-transfer-encoding")) && /=[ \t]+\r?\n/.test(body);
  }

  /** The headers and this body, as UTF-8. */
  withUtf8Body(body: string): string {
    const type = this.#value("content-type") || "text/plain";
    const bare = type
      .replace(/;\s*charset\s*=\s*("[^"]*"|[^;\s]*)/gi, "")
      .trim()
      .replace(/;$/, "");
    const kept = this.#without("content-type", "content-transfer-encoding");
    const encoded = Buffer.from(body).toString("base64");
    const lines = encoded.match(lineOf76) ?? [];
    return `${kept}Content-Type: ${bare}; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${lines.join("\r\n")}\r\n`;
  }

  #value(name: string): string {
    const line = this.#lines.find((line) => nameOf(line) === name);
    return line === undefined
      ? ""
      : line
          .slice(line.indexOf(":") + 1)
          .replace(/\s+/g, " ")
          .trim();
  }

  #without(...names: string[]): string {
    const kept = this.#lines.filter((line) => !names.includes(nameOf(line)));
    return kept.map((line) => `${line}\r\n`).join("");
  }

  // A boundary that no line of the message has: the line that looks like one, before a part's headers, shows it.
  #repairBoundary(): void {
    if (!this.contentType.startsWith("multipart/")) return;
    this.boundary = parameter(this.#value("content-type"), "boundary");
    if (this.boundary && this.#whole.includes(`--${this.boundary}`, this.end)) return;
    const line = firstDelimiter.exec(this.#whole.slice(this.end, this.end + maxPreamble))?.[1];
    if (line === undefined || line.includes('"')) return;
    this.boundary = line;
    const bare = this.#value("content-type").replace(/;\s*boundary\s*=\s*("[^"]*"|[^;\s]*)/gi, "");
    this.text = `${this.#without("content-type")}Content-Type: ${bare}; boundary="${line}"\r\n\r\n`;
  }
}

const firstDelimiter = /^--(\S[^\r\n]{0,200}?)[ \t]*\r?\n(?=content-[\w-]+[ \t]*:)/im;
const maxPreamble = 64 * 1024;

/** Headers end at an empty line, or before the first line that is none of them. */
function extentOf(whole: string, from: number): { until: number; bodyAt: number } {
  let at = from;
  while (at < whole.length) {
    const lineEnd = whole.indexOf("\n", at);
    const next = lineEnd < 0 ? whole.length : lineEnd + 1;
    const line = whole.slice(at, next);
    if (/^\r?\n?$/.test(line)) return { until: at, bodyAt: next };
    const isMailbox = at === from && line.startsWith("From ");
    if (!isMailbox && !field.test(line) && !(at > from && /^[ \t]/.test(line)))
      return { until: at, bodyAt: at };
    at = next;
  }
  return { until: at, bodyAt: at };
}

function nameOf(line: string): string {
  return line
    .slice(0, Math.max(line.indexOf(":"), 0))
    .trim()
    .toLowerCase();
}

function parameter(value: string, name: string): string | undefined {
  const found = new RegExp(`;\\s*${name}\\s*=\\s*(?:"([^"]*)"|([^;\\s]+))`, "i").exec(value);
  return found?.[1] ?? found?.[2];
}

// Some programs write headers in a local encoding, without encoded words.
function asUtf8(headers: string, note: (sentence: string) => void): string {
  const bytes = Buffer.from(headers, "latin1");
  if (isUtf8(bytes)) return headers;
  const decoded = decode(bytes);
  note(encodingNote(decoded));
  return Buffer.from(decoded.text).toString("latin1");
}
