import { expect } from "vitest";
import { idIn, ids, startUpstream } from "../support/upstream.ts";
import { fault } from "./fault.ts";
import type { Served } from "./served.ts";

const mebibyte = 1024 * 1024;
const longestPingMs = 15_000;
const longestSmallTextMs = 20_000;

// As many values as an answer may have, each of them masked, and a file of one line that looks like the start of marks.
const hostileJson = `{"id":"A1D001","phone":[${'"+44 20 79",'.repeat(450_000)}1]}`.padEnd(8 * mebibyte - 1);
const hostileText = Buffer.from("[page 0161 jo@".repeat((4 * mebibyte) / 14));
const small = Buffer.from("a,b\n1,2\n");

/** Bodies of 8 MiB that a pattern, a scanner or the JSON text takes long for. */
const hostileBodies = ["&#0000000", "%25252541", "\\\\\\\\", "\\u0000"].map(
  (part) => `{"id":"A1D001","phone":"${part.repeat((7.9 * mebibyte) / part.length)}"}`,
);
hostileBodies.push(`{"id":"A1D001","phone":[${"1.2345e-7890,".repeat(480_000)}1]}`);

async function longestPing(server: Served, until: Promise<unknown>): Promise<number> {
  let longestMs = 0;
  let isOver = false;
  until.finally(() => {
    isOver = true;
  });
  while (!isOver) {
    const startedAtMs = performance.now();
    await server.answer(server.ping());
    longestMs = Math.max(longestMs, performance.now() - startedAtMs);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return Math.round(longestMs);
}

fault(
  "eight hostile files and an 8 MiB hostile JSON block neither pings nor a small file",
  async ({ start, figure }) => {
    await using upstream = await startUpstream((url) => {
      if (url.endsWith("/small/download")) return { headers: { "content-type": "text/csv" }, body: small };
      if (url.endsWith("/download")) return { headers: { "content-type": "text/plain" }, body: hostileText };
      if (!url.includes("/attachments/")) return { body: hostileJson };
      return { json: { id: idIn(url), name: url.endsWith("/small") ? "small.csv" : "hostile.txt" } };
    });
    const server = await start({ environment: { ...upstream.environment, CODAT_MASK: "email,phone" } });
    const text = (attachmentId: string) =>
      server.call("download_customer_attachment", { ...ids, attachmentId, format: "text" });
    const hostile = [server.customer(), ...Array.from({ length: 8 }, (_, nth) => text(`hostile${nth}`))];
    const startedAtMs = performance.now();
    const csv = server.answer(text("small")).then((answer) => {
      expect(JSON.stringify(answer.content)).toContain("1,2");
      return Math.round(performance.now() - startedAtMs);
    });
    const all = Promise.all([csv, ...hostile.map((call) => server.answer(call))]);
    const pingMs = await longestPing(server, all);
    await all;
    figure(`longest ping ${pingMs} ms`);
    figure(`small file ${await csv} ms`);
    expect(pingMs).toBeLessThan(longestPingMs);
    expect(await csv).toBeLessThan(longestSmallTextMs);
  },
);

fault("hostile bodies of 8 MiB block no ping", async ({ start, figure }) => {
  await using upstream = await startUpstream((_, nth) => ({ body: hostileBodies[nth - 1] ?? "{}" }));
  const server = await start({ environment: { ...upstream.environment, CODAT_MASK: "email,phone" } });
  let longestMs = 0;
  for (const _ of hostileBodies) {
    const call = server.answer(server.customer());
    longestMs = Math.max(longestMs, await longestPing(server, call));
    await call;
  }
  figure(`longest ping ${longestMs} ms`);
  expect(longestMs).toBeLessThan(longestPingMs);
});
