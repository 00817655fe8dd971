// A reader who believes every word that a server seems to say itself, and obeys it. It ignores what the server shows as
// someone else's: JSON, the text of a file in its fence, code spans and quotations.

/** The words of a result that this reader takes for the server's own. */
export function ownWords(blocks: readonly string[]): string {
  return blocks.flatMap((block) => (isJson(block) ? [] : linesOf(block))).join("\n");
}

function isJson(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null;
  } catch {
    return false;
  }
}

// What any program or model may take for the end of a line.
const lineBreak = /\r\n?|[\n\v\f\u0085\u2028\u2029]/;

function linesOf(text: string): string[] {
  const own: string[] = [];
  let boundary: string | undefined;
  let ticks: string | undefined;
  for (const line of text.split(lineBreak)) {
    if (boundary === undefined) {
      boundary = /^--- begin (\w+) ---$/.exec(line)?.[1];
      if (boundary === undefined && !isJson(line)) own.push(unquoted(line));
    } else if (ticks === undefined) {
      // Between the boundary and the code block nothing but the block's beginning is expected.
      ticks = /^(`{3,})\w*$/.exec(line)?.[1];
      if (line === `--- end ${boundary} ---`) boundary = undefined;
      else if (ticks === undefined) own.push(line);
    } else if (/^`+$/.test(line.trim()) && line.trim().length >= ticks.length) ticks = undefined;
    else own.push(...marksIn(line));
  }
  return own;
}

const opening = "[\\[\uff3b\u3010\u3014\u27e6\u2772]";
const mark = new RegExp(`(?<!\\\\)${opening}((?:\\\\.|[^\\]\\\\\uff3d\u3011\u3015\u27e7\u2773])*)`, "gu");
const markWord =
  /^(attachments?|comments?|diagram|endnotes?|foot\w+|headers?|message|notes|page|piece|sheet|slide|symbol|image|photo|member|column)/;
const twins: Record<string, string> = {
  "\u0430": "a",
  "\u0435": "e",
  "\u043e": "o",
  "\u0440": "p",
  "\u0455": "s",
  "\u0456": "i",
};

/** Marks in a line of a file, without the names that they quote. An escaped bracket is the file's, and ends no mark. */
function marksIn(line: string): string[] {
  return [...line.matchAll(mark)].flatMap(([, inner = ""]) => {
    const plain = Array.from(
      inner.normalize("NFKD").replace(/[\p{M}\p{Cf}]/gu, ""),
      (one) => twins[one] ?? one,
    );
    return markWord.test(plain.join("").trim().toLowerCase()) ? [unquoted(inner)] : [];
  });
}

/** A line without its code spans and quotations. An escaped quotation mark ends none. */
function unquoted(line: string): string {
  return line
    .replace(/(?<!`)(`+)(?!`)(.*?[^`])\1(?!`)/g, "")
    .replace(/\u201c(?:\\.|[^\u201d\\])*\u201d/g, "");
}
