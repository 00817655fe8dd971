import { Unreadable } from "../types.ts";
import { asBuffer } from "./as-buffer.ts";
import { storeZip } from "./zip-store.ts";

const maxParts = 10_000;
const contentTypes = "http://schemas.openxmlformats.org/package/2006/content-types";
const escaped: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** An Office file that is one XML file with all its parts, as Word saves under “Word XML Document”, as the zip that it stands for. */
export function zipOfFlatPackage(bytes: Uint8Array): Buffer {
  const text = textOf(bytes);
  const prefix = /<([\w-]+:)?package\s/i.exec(text)?.[1] ?? "";
  const parts: [name: string, content: Uint8Array][] = [];
  const types: string[] = [];
  const open = `<${prefix}part `;
  for (let at = text.indexOf(open); at >= 0; ) {
    const next = text.indexOf(open, at + open.length);
    const part = text.slice(at, next < 0 ? text.length : next);
    const head = part.slice(0, part.indexOf(">") + 1);
    const name = attributeOf(head, `${prefix}name`);
    const type = attributeOf(head, `${prefix}contentType`);
    const content = contentOf(part, prefix);
    if (name !== undefined && content) {
      parts.push([name.replace(/^\/+/, ""), content]);
      types.push(`<Override PartName="${asAttribute(name)}" ContentType="${asAttribute(type ?? "")}"/>`);
    }
    if (parts.length > maxParts) throw new Unreadable(tooManyParts);
    at = next;
  }
  const list = Buffer.from(`<Types xmlns="${contentTypes}">${types.join("")}</Types>`);
  return storeZip([["[Content_Types].xml", list], ...parts]);
}

function textOf(bytes: Uint8Array): string {
  const isWide = bytes[0] === 0xff && bytes[1] === 0xfe;
  return asBuffer(bytes).toString(isWide ? "utf16le" : "utf8");
}

function contentOf(part: string, prefix: string): Buffer | undefined {
  const xml = between(part, `<${prefix}xmlData`, `</${prefix}xmlData>`);
  if (xml !== undefined) return Buffer.from(xml);
  const binary = between(part, `<${prefix}binaryData`, `</${prefix}binaryData>`);
  return binary === undefined ? undefined : Buffer.from(binary, "base64");
}

function between(text: string, start: string, end: string): string | undefined {
  const at = text.indexOf(start);
  const from = text.indexOf(">", at + start.length) + 1;
  const to = text.lastIndexOf(end);
  return at < 0 || from <= 0 || to < from ? undefined : text.slice(from, to);
}

function attributeOf(tag: string, name: string): string | undefined {
  const value = new RegExp(`\\s${name}\\s*=\\s*["']([^"']*)["']`).exec(tag)?.[1];
  return value?.replace(/&(\w+);/g, (whole, entity: string) => escaped[entity] ?? whole);
}

function asAttribute(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}

const tooManyParts = `This file has more than ${maxParts.toLocaleString("en")} parts. No normal document has that many.`;
