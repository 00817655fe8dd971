import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "vitest";
import { silence } from "../support/fault-answers.ts";
import { startFaultServer } from "../support/fault-server.ts";
import { slowPdf } from "../support/pdf-files.ts";
import { ids, startUpstream } from "../support/upstream.ts";
import { fault, soon } from "./fault.ts";
import { brokenDownload } from "./upstreams.ts";

const download = "download_customer_attachment";
// The server ends itself at 1.5 s; a busy machine takes longer.
const soonMs = 10_000;

for (const stop of ["EOF", "SIGTERM"] as const) {
  fault(`${stop} while a file is being saved leaves no part of it`, async ({ start, folder, figure }) => {
    await using upstream = await startFaultServer(brokenDownload);
    const downloads = await folder();
    const environment = { ...upstream.environment, CODAT_DOWNLOAD_DIR: downloads };
    const server = await start({ environment });
    server.call(download, { ...ids, format: "file" });
    await soon(() => readdir(downloads)).toHaveLength(1);
    const { how, ms } = await server.stop(stop);
    figure(`${ms} ms`);
    expect(how).toBe(0);
    expect(ms).toBeLessThan(soonMs);
    expect(await readdir(downloads)).toEqual([]);
  });

  fault(`${stop} while a worker reads an endless PDF ends the server with 0`, async ({ start, figure }) => {
    const pdf = slowPdf("BT ET");
    await using upstream = await startUpstream((url) =>
      url.endsWith("/download") ? { body: pdf } : { json: { name: "a.pdf", fileSize: pdf.byteLength } },
    );
    const server = await start({ environment: upstream.environment });
    server.call(download, { ...ids, format: "text" }, { progressToken: 1 });
    const messages = () => server.notifications.map(({ params }) => params?.message).join();
    await soon(messages).toContain("reading page");
    const { how, ms } = await server.stop(stop);
    figure(`${ms} ms`);
    expect(how).toBe(0);
    expect(ms).toBeLessThan(soonMs);
  });

  fault(
    `${stop} while a thread hangs, as with an unresponsive DNS, ends the server at 1.5 s`,
    async ({ start, figure }) => {
      const server = await start({ preload: "hanging-thread.mjs" });
      const { how, ms } = await server.stop(stop);
      figure(`${ms} ms`);
      expect(how).toBe("SIGKILL");
      expect(ms).toBeGreaterThan(1_400);
      expect(ms).toBeLessThan(soonMs);
    },
  );
}

fault("EOF before a large result is read: read in time, it is complete", async ({ start, figure }) => {
  const customerName = "x".repeat(3_000_000);
  await using upstream = await startUpstream(() => ({ json: { customerName } }));
  const environment = { ...upstream.environment, CODAT_RESULT_LIMIT_CHARS: "0" };
  const server = await start({ environment, reads: false });
  const call = server.customer();
  await server.logged("event=call");
  const stopped = server.stop("EOF");
  server.read();
  expect((await server.answer(call)).structuredContent).toEqual({ customerName });
  const { how, ms } = await stopped;
  figure(`${ms} ms`);
  expect(how).toBe(0);
  expect(ms).toBeLessThan(soonMs);
});

fault("EOF in the middle of a line, followed by signals, ends the server with 0", async ({ start }) => {
  const server = await start();
  server.process.stdin.write('{"jsonrpc":"2.0","id":2,"meth');
  server.requestStop("EOF");
  server.requestStop("SIGINT");
  server.requestStop("SIGTERM");
  server.requestStop("SIGHUP");
  expect(await server.exited).toBe(0);
  expect(server.stderr).toBe("");
});

fault("EOF with calls in flight: each call has its line in the audit log", async ({ start, folder }) => {
  const auditLog = join(await folder(), "audit.jsonl");
  await using upstream = await startFaultServer(silence);
  const server = await start({ environment: { ...upstream.environment, CODAT_AUDIT_LOG: auditLog } });
  for (let nth = 0; nth < 20; nth++) server.customer();
  await soon(() => upstream.busySockets).toBe(8);
  expect((await server.stop("EOF")).how).toBe(0);
  const lines = (await readFile(auditLog, "utf8")).trim().split("\n");
  expect(lines.map((line) => JSON.parse(line).outcome)).toEqual(Array(20).fill("cancelled"));
});
