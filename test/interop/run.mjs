// Reads the sandbox with Codat's own client. Then lists and calls the built server's tools through many clients, and
// prints what a model would see in each. Some run a second time over HTTP.
// `--write` writes the tables to docs/clients.md. Client names as arguments run only these clients; `codat` is Codat's.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { clientNames, httpClientNames } from "./clients/index.mjs";
import { hasTables, writeTables } from "./driver/clients-doc.mjs";
import { examples, runExample } from "./driver/example.mjs";
import { copyServer, installClients } from "./driver/prepare.mjs";
import { runClient } from "./driver/run-client.mjs";
import { cellsOf } from "./driver/seen.mjs";
import { startService } from "./driver/service.mjs";
import { tablesOf } from "./driver/table.mjs";

const codatClient = "codat";
const { values, positionals } = parseArgs({
  options: { write: { type: "boolean" } },
  allowPositionals: true,
});
const names = positionals.length > 0 ? positionals.filter((name) => name !== codatClient) : clientNames;
const failures = [];
const print = (text) => process.stdout.write(`${text}\n`);

installClients();
const { prepareCases } = await import("./driver/cases.mjs");
const [rows, httpRows] = [[], []];
const folder = await mkdtemp(join(tmpdir(), "interop-server-"));
try {
  const main = await copyServer(folder);
  if (positionals.length === 0 || positionals.includes(codatClient)) await readSandbox();
  const cases = await prepareCases({ command: process.execPath, args: [main, "--sandbox"] });
  for (const name of names) rows.push(await rowOf(name, cases, { main }));
  const service = await startService(main, folder);
  for (const name of names.filter((one) => httpClientNames.includes(one))) {
    httpRows.push(await rowOf(name, cases, { main, service }));
  }
  await service.close();
} finally {
  await rm(folder, { recursive: true, force: true });
}

const { version } = JSON.parse(await readFile(new URL("../../package.json", import.meta.url), "utf8"));
const when = `Observed on ${new Date().toISOString().slice(0, 10)}, version ${version} of this server:`;
const tables = tablesOf(rows, httpRows);
print(`${when}\n\n${tables}\n`);

if (positionals.length === 0) {
  for (const name of Object.keys(examples)) {
    const example = await runExample(name);
    print(`The example in examples/${name} ${example.ok ? "finished" : "failed"}.`);
    if (!example.ok) failures.push(`Output of the example ${name}:\n${example.output}`);
  }
  if (values.write) await writeTables(`${when}\n\n${tables}`);
  if (!(await hasTables(tables)))
    print("The tables in docs/clients.md differ. Run `npm run interop -- --write` to update them.");
}
for (const failure of failures) process.stderr.write(`\n${failure}\n`);
if (failures.length > 0) process.exitCode = 1;

async function readSandbox() {
  const { runCodatClient } = await import("./codat-client/run.mjs");
  const { ok, report } = await runCodatClient(folder);
  print(`${report}\n`);
  if (!ok) failures.push("Codat's own client expects other answers than the sandbox's.");
}

async function rowOf(name, cases, server) {
  const startedAt = performance.now();
  const { client, absent, failure, ...ran } = await runTwice(name, { ...server, cases: asked(cases) });
  const row = { client: client.name, version: client.version };
  if (absent) return { ...row, absent };
  row.protocol = ran.protocols.join(", ") || undefined;
  if (failure) failures.push(`${client.name} failed: ${failure}`);
  else Object.assign(row, cellsOf(ran.observed, cases), { health: ran.observed.health });
  const missing = failure ? [] : ["listed", "called", "json", "pdf", "error"].filter((cell) => !row[cell]);
  if (missing.length > 0) failures.push(`${client.name} hides from its model: ${missing.join(", ")}.`);
  if (row.health?.well === false) failures.push(`${row.health.command} reports: ${row.health.says}`);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  const over = server.service ? "HTTP" : "stdio";
  process.stderr.write(
    `${client.name} over ${over}: ${seconds} s${ran.observed?.note ? `; ${ran.observed.note}` : ""}\n`,
  );
  return row;
}

/** Runs a client again if it fails: its own time limits are for machines that do nothing else. */
async function runTwice(name, given) {
  const first = await runClient(name, given);
  if (!first.failure) return first;
  process.stderr.write(`${first.client.name} failed, and runs again: ${first.failure.split("\n")[0]}\n`);
  return runClient(name, given);
}

/** The cases without the results, which clients must not know. */
function asked(cases) {
  return Object.fromEntries(Object.entries(cases).map(([name, { tool, args }]) => [name, { tool, args }]));
}
