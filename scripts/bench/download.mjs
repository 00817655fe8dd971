// One download of 7 MiB, the limit of a result: its time and the server's peak memory, each in a new process.
import { createHash } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { startServer } from "./connection.mjs";
import { peakMiB, residentMiB } from "./memory.mjs";
import { download } from "./requests.mjs";
import { spread } from "./spread.mjs";

/** By then the server has loaded the parts that startup defers. */
const settledMs = 500;

export async function measureDownload(file, { baseUrl, settings }, rounds) {
  const runs = [];
  for (let round = 0; round < rounds; round += 1) {
    const called = await downloadByTool(file, settings);
    const fetched = await downloadPlainly(baseUrl);
    if (called.sha256 !== fetched.sha256) throw new Error("The downloaded bytes differ from the upstream's.");
    runs.push({ ...called, plainMs: fetched.ms });
  }
  const of = (key) => spread(runs.map((run) => run[key]));
  return {
    bytes: download.bytes,
    callMs: of("ms"),
    plainMs: of("plainMs"),
    residentBeforeMiB: of("residentBefore"),
    peakMiB: runs[0].peak === undefined ? undefined : of("peak"),
  };
}

async function downloadByTool(file, settings) {
  const limit = { CODAT_ATTACHMENT_INLINE_LIMIT_BYTES: String(download.bytes) };
  const server = startServer(file, { ...settings, ...limit });
  try {
    await server.open();
    await delay(settledMs);
    const residentBefore = residentMiB(server.pid);
    const startedAt = performance.now();
    const { content } = await server.call(download.name, download.args);
    const ms = performance.now() - startedAt;
    const peak = peakMiB(server.pid);
    return { ms, residentBefore, peak, sha256: sha256(Buffer.from(content.at(-1).resource.blob, "base64")) };
  } finally {
    await server.close();
  }
}

async function downloadPlainly(baseUrl) {
  const startedAt = performance.now();
  const response = await fetch(baseUrl + download.path);
  const bytes = Buffer.from(await response.arrayBuffer());
  return { ms: performance.now() - startedAt, sha256: sha256(bytes) };
}

function sha256(bytes) {
  return createHash("sha256").update(bytes).digest("hex");
}
