import { once } from "../base/once.ts";

const longestId = 256;
// A variation selector belongs to the emoji before it, so this is narrower than `invisible`.
const hidden = once(() => /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
const unprinted = once(() => /[\p{Cc}\p{Cf}]/gu);

/**
 * Why a string cannot be an id, as the end of a sentence ("is empty"), or undefined. Percent-encoding keeps an id in
 * one segment, but behind a gateway that decodes and normalizes paths (such as a default nginx) it can still leave it.
 */
export function idProblem(id: string): string | undefined {
  if (id === "") return "is empty";
  if (!id.isWellFormed()) return "is not well-formed Unicode";
  if (id.length > 2 * longestId || Array.from(id).length > longestId)
    return `is longer than ${longestId} characters`;
  if (hidden().test(id)) return "contains a control or invisible character";
  if (id.trim() === "") return "consists of spaces";
  if (spellings(id).some(hasDotSegment))
    return 'must not contain a "." or ".." segment, also when percent-decoded';
  return undefined;
}

/** The same for a customerId in the path of attachments, where a decoded `?` or `#` would end the path. */
export function attachmentsCustomerIdProblem(id: string): string | undefined {
  return (
    idProblem(id) ?? (spellings(id).some((text) => /[?#]/.test(text)) ? "must not contain ? or #" : undefined)
  );
}

/** The same for an attachmentId: decoded, any of these characters would lead to another endpoint, such as the download. */
export function attachmentIdProblem(id: string): string | undefined {
  return idProblem(id) ?? (hasPathCharacter(id) ? "must not contain /, \\, %, ? or #" : undefined);
}

/** Whether an id contains a character with a meaning in paths. The response must then have the same id. */
export function hasPathCharacter(id: string): boolean {
  return /[/\\%?#]/.test(id);
}

const mostDecodings = 3;

// The id as given, and as each of up to three gateways in a row would decode it.
function spellings(id: string): string[] {
  const found = [id];
  for (let text = id; found.length <= mostDecodings && text.includes("%"); ) {
    text = decode(text);
    if (text === found.at(-1)) break;
    found.push(text);
  }
  return found;
}

// Byte by byte, as gateways do, so that invalid UTF-8 is decoded too. An overlong form (%c0%ae) counts as its character, and so
// does %u002e, which IIS and some filters decode.
function decode(text: string): string {
  const bytes = text
    .replace(/%u([0-9a-f]{4})/gi, (_, hex: string) => characterOf(hex))
    .replace(/%c([01])%([0-9a-f]{2})/gi, overlong)
    .replace(/(?:%e0|%f0%80)%8([01])%([0-9a-f]{2})/gi, overlong);
  return bytes.replace(/(?:%[0-9a-f]{2})+/gi, (run) => {
    const decoded = Buffer.from(run.replaceAll("%", ""), "hex");
    const utf8 = decoded.toString();
    return utf8.includes("\uFFFD") ? decoded.toString("latin1") : utf8;
  });
}

/** The ASCII character of an overlong form, by its last two bytes. */
function overlong(_: string, high: string, low: string): string {
  return String.fromCharCode(((Number(high) << 6) | (Number.parseInt(low, 16) & 0x3f)) & 0x7f);
}

function characterOf(hex: string): string {
  return String.fromCharCode(Number.parseInt(hex, 16));
}

function hasDotSegment(text: string): boolean {
  return asServersRead(text)
    .split(/[/\\]/)
    .some((segment) => {
      // Tomcat and similar servers cut a segment at its first ";" before they resolve dots. A decoded "?" or "#" ends the path.
      const name = (segment.split(/[;?#]/)[0] ?? "").trim();
      return name === "." || name === "..";
    });
}

const slashes = /[\u2044\u2215\u29F8]/g;
const backslashes = /[\u29F5\uFE68]/g;

// Windows maps compatibility forms such as full-width dots and slashes to ASCII. C programs end or skip control characters.
function asServersRead(text: string): string {
  return text.replace(unprinted(), "").normalize("NFKC").replace(slashes, "/").replace(backslashes, "\\");
}
