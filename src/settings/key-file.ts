import { unquoted } from "./placeholder.ts";

const assignment = /^(?:export\s+)?([A-Za-z_]\w*)\s*=\s*(.*)$/;
const keyNames = ["CODAT_API_KEY", "CODAT_AUTH_HEADER"];

/**
 * The text of the key in a key file: the only line, or the value of `CODAT_API_KEY=…`, as in a `.env` file. Empty
 * lines and lines that begin with # are ignored. Undefined if several lines could be the key.
 */
export function keyTextIn(file: string): string | undefined {
  const lines = file
    .replace(/^\ufeff/, "")
    .split(/\r\n?|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
  const assigned = new Map(lines.map(assignmentIn).filter((found) => found !== undefined));
  for (const name of keyNames) {
    const value = assigned.get(name);
    if (value) return value;
  }
  const [only = ""] = lines;
  if (lines.length > 1) return undefined;
  return assignmentIn(only)?.[1] ?? unquoted(only);
}

function assignmentIn(line: string): [name: string, value: string] | undefined {
  const [, name = "", value = ""] = assignment.exec(line) ?? [];
  // The padding of a base64 text is not an assignment.
  const isPadding = /^=?$/.test(value) && !keyNames.includes(name);
  return name === "" || isPadding ? undefined : [name, valueIn(value)];
}

// A comment may follow the value: after a closing quote, or after a space and a #.
function valueIn(text: string): string {
  const [quote = ""] = text;
  const end = quote === '"' || quote === "'" ? text.indexOf(quote, 1) : -1;
  if (end > 0 && /^\s*(?:#|$)/.test(text.slice(end + 1))) return text.slice(1, end).trim();
  const comment = text.search(/\s#/);
  return (comment < 0 ? text : text.slice(0, comment)).trim();
}
