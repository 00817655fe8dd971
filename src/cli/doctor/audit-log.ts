import { constants, type Stats } from "node:fs";
import { access, stat } from "node:fs/promises";
import { hostname } from "node:os";
import { dirname } from "node:path";
import { codeOf } from "../../base/error-trace.ts";
import { pathOf } from "../../guard/audit/log-path.ts";
import { type Check, failure, ok } from "./check.ts";

/** Whether lines can be appended to the audit log. Creates and changes nothing. */
export async function auditLogCheck(auditLog: string): Promise<Check> {
  if (auditLog === "stdout") return ok("audit_log", "The lines of CODAT_AUDIT_LOG go to stdout.");
  const file = pathOf(auditLog, { host: hostname(), pid: process.pid });
  const directory = await statusOf(dirname(file));
  if (!("status" in directory)) return unusable(`The directory of the file ${directory.problem}`);
  if (!directory.status.isDirectory()) return unusable("The parent of the file is not a directory");
  const existing = await statusOf(file);
  if ("status" in existing) return existingFileCheck(file, existing.status);
  if (existing.code !== "ENOENT") return unusable(`The file ${existing.problem}`);
  const refused = await refusal(dirname(file), constants.W_OK | constants.X_OK);
  return refused
    ? unusable(`The file does not exist, and its directory ${refused}`)
    : ok("audit_log", "The file in CODAT_AUDIT_LOG can be created at the first call.");
}

async function existingFileCheck(file: string, status: Stats): Promise<Check> {
  const { mode, uid } = status;
  if (!status.isFile()) return unusable("The path is not a regular file");
  const refused = await refusal(file, constants.W_OK);
  if (refused) return unusable(`The file ${refused}`);
  // Before it writes, the server takes the file's permissions from others, which only the owner may do.
  const self = process.geteuid?.();
  const isForeign = self !== undefined && self !== 0 && self !== uid;
  if (isForeign && (mode & 0o077) !== 0) {
    return unusable(
      "Other users can read the file, and it belongs to another user, so this server cannot prevent that",
    );
  }
  return ok("audit_log", "The file in CODAT_AUDIT_LOG is writable.");
}

type Found = { status: Stats } | { code: string; problem: string };

async function statusOf(path: string): Promise<Found> {
  try {
    return { status: await stat(path) };
  } catch (error) {
    const code = codeOf(error);
    const problem = code === "ENOENT" ? "does not exist" : `cannot be read${code && ` (${code})`}`;
    return { code, problem };
  }
}

async function refusal(path: string, mode: number): Promise<string | undefined> {
  try {
    await access(path, mode);
    return undefined;
  } catch (error) {
    const code = codeOf(error);
    return `is not writable${code && ` (${code})`}`;
  }
}

function unusable(why: string): Check {
  return failure(
    "audit_log",
    `${why} (CODAT_AUDIT_LOG). Every call would fail, because its line could not be written.`,
    "Set CODAT_AUDIT_LOG to a file in an existing directory, and let this server write to both.",
  );
}
