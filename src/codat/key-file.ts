import { advice } from "../base/advice.ts";
import { codeOf } from "../base/error-trace.ts";
import { ToolError } from "../base/tool-error.ts";
import { keyExpected, keyProblem, parseKey } from "../settings/api-key.ts";
import { keyTextIn } from "../settings/key-file.ts";
import { isPlaceholder } from "../settings/placeholder.ts";

const largestKeyFileBytes = 4096;

/** The key in a file, and a warning if other users can read the file. */
interface KeyFile {
  key: string;
  warning: string | undefined;
}

/** Reads a key file. Throws `not_configured` if it cannot be read or has no key. */
export async function readKeyFile(path: string): Promise<KeyFile> {
  const { text, isOpen } = await contentOf(path);
  if (!text.replace(/^\ufeff/, "").trim()) throw unusable("is empty");
  const keyText = keyTextIn(text);
  if (keyText === undefined) {
    throw unusable(
      "has more than one line that could be the key. Write only the key, or a line CODAT_API_KEY=… with the key",
    );
  }
  if (isPlaceholder(keyText)) throw unusable("contains a placeholder instead of a key");
  const problem = keyProblem(keyText);
  if (problem) throw unusable(problem);
  const key = parseKey(keyText);
  if (!key) throw unusable(`contains no key. A key is ${keyExpected}`);
  return { key, warning: isOpen ? keyFileIsOpen : undefined };
}

const keyFileIsOpen =
  "Other users of this machine can read the file in CODAT_API_KEY_FILE. Set its permissions to 600.";

async function contentOf(path: string): Promise<{ text: string; isOpen: boolean }> {
  try {
    const { readFile, stat } = await import("node:fs/promises");
    const { platform } = await import("node:os");
    const found = await stat(path);
    if (found.isDirectory()) throw unusable("is a directory, not a file");
    // A pipe without a writer would block the read forever.
    if (!found.isFile()) throw unusable("is not a regular file");
    if (found.size > largestKeyFileBytes) throw unusable(`is larger than ${largestKeyFileBytes} bytes`);
    const text = decoded(await readFile(path));
    // On Windows these bits are always set.
    return { text, isOpen: platform() !== "win32" && (found.mode & 0o077) !== 0 };
  } catch (error) {
    throw error instanceof ToolError ? error : unusable(whyUnreadable(codeOf(error)), error);
  }
}

// Windows PowerShell writes UTF-16.
function decoded(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.toString("utf16le");
  if (bytes[0] === 0xfe && bytes[1] === 0xff && bytes.length % 2 === 0)
    return bytes.swap16().toString("utf16le");
  return bytes.toString("utf8");
}

function whyUnreadable(code: string): string {
  if (code === "ENOENT" || code === "ENOTDIR") return "does not exist";
  if (code === "EACCES" || code === "EPERM") return `cannot be read by this server (${code})`;
  return `cannot be read${code && ` (${code})`}`;
}

function unusable(why: string, cause?: unknown): ToolError {
  return new ToolError("not_configured", `The file in CODAT_API_KEY_FILE ${why}.`, {
    advice: advice.keyFile,
    cause,
  });
}
