// A stand-in for Codat in its own process. Every response is built before the first request.
import { fork } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import { largeBodies } from "./blocking.mjs";
import { download, freshness, getCustomer, longText, pageOf, savedFile, scan, summary } from "./requests.mjs";
import { savedMebibytes } from "./save.mjs";
import { scanFile } from "./scan.mjs";
import { longFile } from "./text.mjs";

const thisFile = fileURLToPath(import.meta.url);
const total = 5000;
if (process.argv[1] === thisFile && process.send) await serve();

/** Starts the stand-in. `settings` point a server to it. */
export async function startUpstream() {
  const child = fork(thisFile);
  const [{ port }] = await once(child, "message");
  const baseUrl = `http://127.0.0.1:${port}`;
  const settings = {
    CODAT_BASE_URL: baseUrl,
    CODAT_API_KEY: "a-made-up-key-for-benchmarks",
    CODAT_RESULT_LIMIT_CHARS: "0",
    CODAT_LOG_LEVEL: "error",
  };
  return { baseUrl, settings, close: () => child.disconnect() };
}

async function serve() {
  const scanned = scanFile();
  const long = longFile();
  const answers = new Map(
    Object.entries({
      [getCustomer.path]: json(customer(1)),
      [pageOf(100).path]: json(page(100)),
      [pageOf(5000).path]: json(page(5000)),
      [download.recordPath]: json({ id: "file-1", name: "statements.pdf", fileSize: download.bytes }),
      [scan.recordPath]: json({ id: "scan", name: "scan.pdf", fileSize: scanned.length }),
      [scan.path]: { type: "application/octet-stream", body: scanned },
      [longText.recordPath]: json({ id: "long", name: "long.pdf", fileSize: long.length }),
      [longText.path]: { type: "application/pdf", body: long },
      [download.path]: { type: "application/octet-stream", body: file() },
    }),
  );
  for (const id of freshness.companyIds) {
    const connections = { results: [ledger()], pageNumber: 1, pageSize: 5000, totalResults: 1 };
    answers.set(freshness.statusPathOf(id), json({ customers: customersStatus() }));
    answers.set(freshness.connectionsPathOf(id), json(connections));
  }
  for (let nth = 1; nth <= summary.customers / summary.pageSize; nth += 1)
    answers.set(summary.pathOf(nth), json(summaryPage(nth)));
  const saved = savedMebibytes.map(savedFile);
  for (const { recordPath, bytes } of saved)
    answers.set(recordPath, json({ name: "export.bin", fileSize: bytes }));
  for (const { path, body } of largeBodies)
    answers.set(path, { type: "application/json; charset=utf-8", body: Buffer.from(body()) });
  const server = createServer(({ url }, response) => {
    const large = saved.find(({ path }) => path === url);
    if (large) return stream(response, large.bytes);
    const { type, body } = answers.get(url) ?? {};
    if (!body) response.writeHead(404).end();
    else response.writeHead(200, { "Content-Type": type, "Content-Length": body.length }).end(body);
  });
  server.keepAliveTimeout = 600_000;
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  process.on("disconnect", () => process.exit(0));
  process.send({ port: server.address().port });
}

/** Zeros, written as fast as the reader accepts them. */
async function stream(response, bytes) {
  const chunk = Buffer.alloc(256 * 1024);
  response.writeHead(200, { "Content-Type": "application/octet-stream", "Content-Length": bytes });
  for (let sent = 0; sent < bytes; sent += chunk.length) {
    if (!response.write(chunk)) await once(response, "drain");
  }
  response.end();
}

function json(value) {
  return { type: "application/json; charset=utf-8", body: Buffer.from(JSON.stringify(value)) };
}

function customersStatus() {
  const lastSuccessfulSync = "2026-06-30T06:12:09Z";
  return { dataType: "customers", lastSuccessfulSync, currentStatus: "Complete" };
}

function ledger() {
  const { connectionId: id } = freshness;
  return { id, platformName: "Xero", sourceType: "Accounting", status: "Linked" };
}

function page(pageSize) {
  const results = Array.from({ length: pageSize }, (_, index) => customer(index + 1));
  const next = pageSize < total && { next: { href: pageOf(pageSize).path.replace("page=1", "page=2") } };
  return { results, pageNumber: 1, pageSize, totalResults: total, _links: { ...next } };
}

function summaryPage(nth) {
  const { customers, pageSize, pathOf } = summary;
  const results = Array.from({ length: pageSize }, (_, index) => customer((nth - 1) * pageSize + index + 1));
  const next = nth * pageSize < customers && { next: { href: pathOf(nth + 1) } };
  return { results, pageNumber: nth, pageSize, totalResults: customers, _links: { ...next } };
}

function customer(number) {
  const digits = String(number).padStart(5, "0");
  return {
    id: `customer-${digits}`,
    customerName: `Customer ${digits} Ltd`,
    contactName: "Ada Example",
    emailAddress: `accounts@customer-${digits}.example`,
    defaultCurrency: "GBP",
    phone: "020 7946 0000",
    status: "Active",
    modifiedDate: "2026-06-30T06:12:09Z",
    sourceModifiedDate: "2026-06-28T16:45:10",
    metadata: { isDeleted: false },
  };
}

/** Bytes that compress badly, the same in every run. */
function file() {
  const bytes = Buffer.alloc(download.bytes);
  let state = 1;
  for (let at = 0; at < bytes.length; at += 4) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    bytes.writeUInt32LE(state, at);
  }
  bytes.write("%PDF-1.7\n");
  return bytes;
}
