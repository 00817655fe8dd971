// Files saved to disk: the time, and the server's memory above idle, each in a new process.
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { startServer } from "./connection.mjs";
import { peakMiB, residentMiB } from "./memory.mjs";
import { savedFile } from "./requests.mjs";
import { spread } from "./spread.mjs";

export const savedMebibytes = [25, 100];

/** By then the server has loaded the parts that startup defers. */
const settledMs = 500;

export async function measureSaving(file, { settings }, rounds) {
  const runs = new Map(savedMebibytes.map((mebibytes) => [mebibytes, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const [mebibytes, all] of runs) all.push(await saveOnce(file, settings, savedFile(mebibytes)));
  }
  return [...runs].map(([mebibytes, all]) => ({
    mebibytes,
    ms: spread(all.map(({ ms }) => ms)),
    restMiB: spread(all.map(({ rest }) => rest)),
    riseMiB: all[0].rise === undefined ? undefined : spread(all.map(({ rise }) => rise)),
  }));
}

async function saveOnce(file, settings, { name, args, bytes }) {
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  const server = startServer(file, { ...settings, CODAT_DOWNLOAD_DIR: folder });
  try {
    await server.open();
    await delay(settledMs);
    const rest = residentMiB(server.pid);
    const startedAt = performance.now();
    await server.call(name, args);
    const ms = performance.now() - startedAt;
    const peak = peakMiB(server.pid);
    const [saved] = readdirSync(folder);
    if (statSync(join(folder, saved)).size !== bytes) throw new Error("The saved file is incomplete.");
    return { ms, rest, rise: peak === undefined ? undefined : peak - rest };
  } finally {
    await server.close();
    rmSync(folder, { recursive: true });
  }
}
