import { isCallerName } from "../../settings/caller-name.ts";
import { FileError } from "./read-file.ts";
import { hasRepeatedKey } from "./repeated-key.ts";
import { GrantError, readEntry, type TokenEntry } from "./token-entry.ts";

/** Thrown for an invalid tokens file. The message is a sentence without a secret, and without its period. */
export class TokensFileError extends FileError {
  override readonly name = "TokensFileError";
}

const shape = "an array of { name, sha256, companies, toolsets?, mask?, expires? }";

/** Reads the text of a tokens file. Throws TokensFileError. */
export function readEntries(text: string): readonly TokenEntry[] {
  const list = parse(text);
  if (!Array.isArray(list)) throw new TokensFileError(`the file must hold ${shape}`);
  if (list.length === 0)
    throw new TokensFileError("the file holds an empty array, which admits no one; add an entry");
  const entries: TokenEntry[] = [];
  const positions = new Map<string, number>();
  for (const [index, value] of list.entries()) {
    const entry = readNamed(value, index);
    const hash = entry.digest.toString("hex");
    const other = positions.get(hash);
    if (other !== undefined) {
      throw new TokensFileError(
        `${entryAt(index, value)} has the same sha256 as entry ${other}; each entry needs a token of its own`,
      );
    }
    positions.set(hash, index + 1);
    entries.push(entry);
  }
  if (hasRepeatedKey(text)) throw new TokensFileError("the file has an object with the same key twice");
  return entries;
}

// The parser's own messages quote the text.
function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ""));
  } catch {
    throw new TokensFileError(`the file is not valid JSON; it must hold ${shape}`);
  }
}

function readNamed(value: unknown, index: number): TokenEntry {
  try {
    return readEntry(value);
  } catch (error) {
    if (!(error instanceof GrantError)) throw error;
    throw new TokensFileError(`${entryAt(index, value)} ${error.message}`);
  }
}

/** Such as `entry 2 (“risk desk”)`. */
function entryAt(index: number, value: unknown): string {
  const isNamed = typeof value === "object" && value !== null && "name" in value;
  const name = isNamed && typeof value.name === "string" ? value.name : "";
  // A long word may be a pasted token.
  const isQuotable = isCallerName(name) && !/\S{32}/.test(name);
  return `entry ${index + 1}${isQuotable ? ` (“${name}”)` : ""}`;
}
