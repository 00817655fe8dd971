import { readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import { createAudit } from "../../../src/guard/audit/audit.ts";
import type { ChainHead } from "../../../src/guard/audit/chain.ts";
import { readSettings } from "../../../src/settings/read.ts";
import { ids } from "../../support/upstream.ts";

export const { settings } = readSettings(new Map(), {});

/** A log of several chains whose lines alternate, in files of equal length, the oldest first, and the last heads of its chains. */
export interface Log {
  files: string[];
  heads: ChainHead[];
}

/** Writes a log as several processes would. */
export async function writeLog(
  folder: string,
  { chains, lines, linesInFile }: { chains: number; lines: number; linesInFile: number },
): Promise<Log> {
  const current = join(folder, "audit.jsonl");
  const heads: ChainHead[] = [];
  const audits = Array.from({ length: chains }, (_, pid) =>
    createAudit({ target: current, pid, reportHead: (head) => heads.push(head) }),
  );
  const files: string[] = [];
  for (let line = 0; line < lines; line++) {
    const call = {
      kind: "tool",
      name: "get_customer",
      companyId: ids.companyId,
      customerId: String(line),
    } as const;
    await audits[line % chains]?.write({ ...call, outcome: "ok", attempts: 1, ms: 5 }, settings);
    if ((line + 1) % linesInFile !== 0 || line + 1 === lines) continue;
    files.push(join(folder, `audit.jsonl.${files.length + 1}`));
    await rename(current, files.at(-1) ?? "");
  }
  for (const audit of audits) await audit.close();
  return { files: [...files, current], heads };
}

/** The lines of a log file. */
export async function linesOf(file: string): Promise<string[]> {
  return (await readFile(file, "utf8")).trimEnd().split("\n");
}
