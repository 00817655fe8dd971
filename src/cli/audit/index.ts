import { readFile } from "node:fs/promises";
import { codeOf } from "../../base/error-trace.ts";
import { type ChainHead, headIn } from "../../guard/audit/chain.ts";
import { reportAccess } from "../../guard/audit/report.ts";
import { verifyLog } from "../../guard/audit/verify.ts";
import { SettingError } from "../../settings/flags.ts";
import type { AuditCommand } from "../commands/audit.ts";
import { reportLines } from "./report-lines.ts";
import { verifiedLines } from "./verified-lines.ts";

/** Verifies an audit log or reports from it, and prints the result. Returns whether the log is intact. Throws SettingError. */
export async function runAudit(command: AuditCommand, write: (text: string) => void): Promise<boolean> {
  const { files } = command;
  if (command.task === "report") {
    const { accesses, unread } = await fromFiles(() => reportAccess(files, command.filter));
    if (command.json) write(`${JSON.stringify({ accesses, unread })}\n`);
    else write(reportLines(accesses, unread));
    return true;
  }
  const { headsFile } = command;
  const heads =
    headsFile === undefined ? undefined : headsIn(await fromFiles(() => readFile(headsFile, "utf8")));
  const verified = await fromFiles(() => verifyLog(files, heads ?? []));
  write(verifiedLines(verified, { files, hasHeads: heads !== undefined }));
  return verified.breaks.length === 0;
}

function headsIn(text: string): ChainHead[] {
  const heads = text.split("\n").flatMap((line) => headIn(line) ?? []);
  if (heads.length === 0) throw new SettingError("The file in --heads contains no chain heads.");
  return heads;
}

async function fromFiles<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof SettingError) throw error;
    const code = codeOf(error);
    if (code === "") throw error;
    throw new SettingError(`A file could not be read (${code}). Check the paths after audit.`);
  }
}
