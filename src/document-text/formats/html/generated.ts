/** What a style adds before or after an element. */
export interface Content {
  /** Texts, and attributes of the element whose values are texts. */
  parts: readonly (string | Attribute)[];
  /** Whether it has more text than these, such as automatic numbers. */
  isPartial: boolean;
  hasPicture: boolean;
}

interface Attribute {
  attribute: string;
  fallback: string;
}

const token =
  /("(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*')|attr\(\s*([\w-]+)[^(),]*(?:,\s*("[^"]*"|'[^']*')\s*)?\)|(open-quote|close-quote)|(url|image-set|linear-gradient)\(|([a-z-]+)\(|(\/)/gi;
const maxCharacters = 1000;

/** The value of `content`. */
export function contentOf(value: string): Content {
  const content = { parts: [] as (string | Attribute)[], isPartial: false, hasPicture: false };
  for (const [, text, attribute, fallback, quote, picture, other, slash] of value
    .slice(0, maxCharacters)
    .matchAll(token)) {
    // What follows is for screen readers.
    if (slash) break;
    if (text !== undefined) content.parts.push(withoutEscapes(text.slice(1, -1)));
    else if (attribute !== undefined)
      content.parts.push({ attribute: attribute.toLowerCase(), fallback: (fallback ?? "").slice(1, -1) });
    else if (quote) content.parts.push(quote.toLowerCase() === "open-quote" ? "\u201c" : "\u201d");
    else if (picture) content.hasPicture = true;
    else if (other) content.isPartial = true;
  }
  return content;
}

/** Whether it adds anything that a reader sees. */
export function addsText({ parts, isPartial }: Content): boolean {
  return isPartial || parts.some((part) => typeof part !== "string" || /\S/.test(withoutIcons(part)));
}

/** The text that it adds to an element with these attributes. */
export function textOf({ parts, isPartial }: Content, attributes: Readonly<Record<string, string>>): string {
  const text = parts
    .map((part) => (typeof part === "string" ? part : (attributes[part.attribute] ?? part.fallback)))
    .join("")
    .slice(0, maxCharacters);
  // The point of a number that is missing.
  return isPartial && !meaning.test(text) ? "" : text;
}

const meaning = /[\p{L}\p{N}\p{Sc}\p{Pd}()+%\u2212]/u;

/** The text without the icons of a font, which are characters for private use. */
export function withoutIcons(text: string): string {
  return /[^\0-\ud7ff]/.test(text) ? text.replace(/\p{Co}/gu, "") : text;
}

function withoutEscapes(text: string): string {
  if (!text.includes("\\")) return text;
  return text.replace(
    /\\(?:([\da-f]{1,6})[ \t\n]?|\n|([\s\S]))/gi,
    (_, hex: string | undefined, other = "") =>
      hex === undefined ? other : characterOf(Number.parseInt(hex, 16)),
  );
}

function characterOf(point: number): string {
  return point <= 0x10ffff ? String.fromCodePoint(point) : "";
}
