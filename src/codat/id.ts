const longestId = 256;
// A variation selector belongs to the emoji before it, so this is narrower than `invisible`.
const hidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/**
 * Why a string cannot be an id, as the end of a sentence ("is empty"), or undefined. Percent-encoding keeps an id in
 * one segment, but behind a gateway that decodes and normalizes paths (such as a default nginx) it can still leave it.
 */
export function idProblem(id: string): string | undefined {
  if (id === "") return "is empty";
  if (!id.isWellFormed()) return "is not well-formed Unicode";
  if (Array.from(id).length > longestId) return `is longer than ${longestId} characters`;
  if (hidden.test(id)) return "contains a control or invisible character";
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

// Byte by byte, as gateways do, so that invalid UTF-8 is decoded too. An overlong form of a dot (%c0%ae) counts as one.
function decode(text: string): string {
  return text
    .replace(/%c0%ae|%e0%80%ae|%f0%80%80%ae|%u002e/gi, ".")
    .replace(/%c0%af|%c1%9c|%u002f|%u005c/gi, "/")
    .replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

function hasDotSegment(text: string): boolean {
  return text.split(/[/\\]/).some((segment) => {
    // Tomcat and similar servers cut a segment at its first ";" before they resolve dots.
    const name = (segment.split(";")[0] ?? "").trim();
    return name === "." || name === "..";
  });
}
