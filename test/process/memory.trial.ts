import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "vitest";
import { reply } from "../support/fault-answers.ts";
import { startFaultServer } from "../support/fault-server.ts";
import { ids } from "../support/upstream.ts";
import { fault, soon } from "./fault.ts";
import type { Served } from "./served.ts";

const mebibyte = 1024 * 1024;
const size = mebibyte;
const record = reply(200, JSON.stringify({ name: "a.bin", fileSize: size }));
const content = reply(200, Buffer.alloc(size, "content "), { "content-type": "application/octet-stream" });

/** Bytes in use after a garbage collection. */
async function usedBytes(server: Served): Promise<number> {
  const reports = () => [...server.stderr.matchAll(/used=(\d+)\n/g)].map(([, bytes]) => Number(bytes));
  const before = reports().length;
  server.process.kill("SIGUSR2");
  await soon(() => reports().length).toBe(before + 1);
  return reports()[before] ?? Number.NaN;
}

fault("500 downloads of 1 MiB, saved or as base64: the heap does not grow", async (table) => {
  const downloads = await table.folder();
  await using upstream = await startFaultServer((request, ...rest) =>
    (request.path.endsWith("/download") ? content : record)(request, ...rest),
  );
  const environment = { ...upstream.environment, CODAT_DOWNLOAD_DIR: downloads };
  const server = await table.start({ environment, preload: "memory.mjs" });

  const download = async (count: number) => {
    for (let done = 0; done < count; done += 10) {
      const calls = Array.from({ length: 10 }, (_, nth) =>
        server.call("download_customer_attachment", { ...ids, format: nth < 9 ? "file" : "base64" }),
      );
      for (const call of calls) expect((await server.answer(call)).isError).toBeFalsy();
      for (const name of await readdir(downloads)) await rm(join(downloads, name));
    }
  };

  await download(50);
  const before = await usedBytes(server);
  await download(250);
  const halfway = await usedBytes(server);
  await download(250);
  const after = await usedBytes(server);
  const grown = (bytes: number) => `${((bytes - before) / mebibyte).toFixed(1)} MiB`;
  table.figure(`${grown(halfway)} after 250`);
  table.figure(`${grown(after)} after 500`);
  expect(Math.max(halfway, after) - before).toBeLessThan(20 * mebibyte);
});
