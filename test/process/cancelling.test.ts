import { readdir } from "node:fs/promises";
import { expect } from "vitest";
import { reply, silence, well } from "../support/fault-answers.ts";
import { startFaultServer } from "../support/fault-server.ts";
import { slowPdf } from "../support/pdf-files.ts";
import { idIn, ids, startUpstream } from "../support/upstream.ts";
import { fault, soon } from "./fault.ts";
import { brokenDownload } from "./upstreams.ts";

const download = "download_customer_attachment";

fault("a call canceled while Codat is silent: its request ends", async ({ start }) => {
  await using upstream = await startFaultServer(silence);
  const server = await start({ environment: upstream.environment });
  const call = server.customer();
  await soon(() => upstream.busySockets).toBe(1);
  server.cancel(call);
  await soon(() => upstream.busySockets).toBe(0);
  await server.logged("outcome=cancelled attempts=1");
  upstream.answer(well);
  await server.works();
});

fault("a call canceled during a download: no part of the file remains", async ({ start, folder }) => {
  await using upstream = await startFaultServer(brokenDownload);
  const downloads = await folder();
  const server = await start({ environment: { ...upstream.environment, CODAT_DOWNLOAD_DIR: downloads } });
  const call = server.call(download, { ...ids, format: "file" });
  await soon(() => readdir(downloads)).toHaveLength(1);
  await soon(() => upstream.busySockets).toBe(1);
  server.cancel(call);
  await soon(() => upstream.busySockets).toBe(0);
  await soon(() => readdir(downloads)).toEqual([]);
  await server.logged("outcome=cancelled");
  upstream.answer(well);
  await server.works();
});

fault("a call canceled during the wait before a retry sends no more requests", async ({ start, figure }) => {
  await using upstream = await startFaultServer(reply(503, "", { "retry-after": 10 }));
  const server = await start({ environment: upstream.environment });
  const call = server.customer();
  await soon(() => upstream.requests.length).toBe(1);
  await soon(() => upstream.busySockets).toBe(0);
  server.cancel(call);
  await server.logged("outcome=cancelled");
  upstream.answer(well);
  await server.works();
  figure(`${upstream.requests.length - 1} attempt`);
  expect(upstream.requests).toHaveLength(2);
});

fault("a call canceled in the queue sends no request", async ({ start, figure }) => {
  await using upstream = await startFaultServer(silence);
  const server = await start({ environment: upstream.environment });
  const calls = Array.from({ length: 8 }, () => server.customer());
  await soon(() => upstream.busySockets).toBe(8);
  server.cancel(server.customer());
  await server.logged("outcome=cancelled attempts=0");
  figure(`${upstream.requests.length - 8} attempts`);
  expect(upstream.requests).toHaveLength(8);
  for (const call of calls) server.cancel(call);
  await soon(() => upstream.busySockets).toBe(0);
  upstream.answer(well);
  await server.works();
});

fault("a call canceled while a worker reads an endless PDF ends", async ({ start }) => {
  const pdf = slowPdf("BT ET");
  const first = { name: "a.pdf", fileSize: pdf.byteLength };
  await using upstream = await startUpstream((url) =>
    url.endsWith("/download") ? { body: pdf } : { json: { id: idIn(url), ...first } },
  );
  const server = await start({ environment: upstream.environment });
  const call = server.call(download, { ...ids, format: "text" }, { progressToken: 1 });
  const messages = () => server.notifications.map(({ params }) => params?.message).join();
  await soon(messages).toContain("reading page");
  server.cancel(call);
  await server.logged("outcome=cancelled");
  await server.works();
});

fault("200 calls canceled at the same time leave no request behind", async ({ start, figure }) => {
  await using upstream = await startFaultServer(silence);
  const server = await start({ environment: upstream.environment });
  const calls = Array.from({ length: 200 }, () => server.customer());
  await soon(() => upstream.busySockets).toBe(8);
  // In reverse order, so that no permit goes to a call that is about to be canceled.
  for (const call of calls.reverse()) server.cancel(call);
  await soon(() => server.stderr.split("outcome=cancelled").length - 1).toBe(200);
  await soon(() => upstream.busySockets).toBe(0);
  figure(`${upstream.requests.length} attempts`);
  expect(upstream.requests.length).toBeLessThanOrEqual(8);
  upstream.answer(well);
  await server.works();
});

fault("a cancellation of an unknown, finished or future request is ignored", async ({ start }) => {
  await using upstream = await startFaultServer(well);
  const server = await start({ environment: upstream.environment });
  await server.works();
  for (const requestId of [2, 77, "x", null]) {
    server.send({ method: "notifications/cancelled", params: { requestId } });
  }
  await server.works();
});
