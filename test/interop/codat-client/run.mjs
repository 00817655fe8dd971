import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { walkSandbox } from "./walk.mjs";

/** Walks the built server's sandbox, which is in `folder`. Returns a report and whether all is as the client expects. */
export async function runCodatClient(folder) {
  const { startSandbox } = await import(pathToFileURL(join(folder, "sandbox.mjs")).href);
  const sandbox = await startSandbox();
  try {
    const { seen, unexpected, onPurpose } = await walkSandbox(sandbox);
    const counts = Object.entries(seen).map(([name, count]) => `${count} ${name}`);
    const lines = [
      `Codat's own client read ${counts.join(", ")}.`,
      `Not as it expects: ${unexpected.length}. On purpose, as in real ledgers: ${onPurpose.length}.`,
    ];
    return { ok: unexpected.length === 0, report: [...lines, ...unexpected].join("\n") };
  } finally {
    await sandbox.close();
  }
}
