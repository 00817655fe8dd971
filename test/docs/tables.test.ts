import { readdir, readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import packageJson from "../../package.json" with { type: "json" };
import { createMetrics } from "../../src/http/metrics/metrics.ts";
import { markedPart, tableRows } from "./marked.ts";

interface Comparison {
  table(columns: readonly object[]): string;
}
interface Questions {
  questions: readonly { ask: string }[];
  files: readonly { name: string }[];
  awkwardIds: readonly string[];
}
interface Interop {
  tablesOf(rows: readonly object[]): string;
}

// These scripts run on plain Node, so they have no types.
const load = (path: string) => import(new URL(path, import.meta.url).href);
const { table }: Comparison = await load("../compare/table.mjs");
const { questions, files, awkwardIds }: Questions = await load("../compare/questions.mjs");
const { tablesOf }: Interop = await load("../interop/driver/table.mjs");

const clients = markedPart(await readFile("docs/clients.md", "utf8"), "interop");
const comparison = markedPart(await readFile("docs/comparison.md", "utf8"), "comparison");

test("docs/clients.md has the tables that `npm run interop` prints, with a row for each client", async () => {
  const printed = tablesOf([{ health: { command: "a check", says: "well" } }]).split("\n");
  const heads = printed.filter((_, index) => printed[index + 1]?.startsWith("|---"));
  for (const head of heads) expect(clients).toContain(`\n${head}\n`);
  const modules = (await readdir("test/interop/clients")).filter((name) => name !== "index.mjs");
  expect(tableRows(clients.split("\n\n")[1] ?? "")).toHaveLength(modules.length);
});

test("docs/comparison.md has the rows that `npm run compare` prints", () => {
  const range = { median: 0, min: 0, max: 0 };
  const printed = table([
    {
      name: "this server",
      version: packageJson.version,
      ms: range,
      listedMiB: range,
      settledMiB: range,
      listTokens: 0,
      answers: questions.map(({ ask }) => ({ ask, tokens: 0, tells: true })),
      files: files.map(({ name }) => ({ name, survives: true })),
      ids: awkwardIds.map((id) => ({ id, outcome: "preserved" })),
    },
  ]);
  const namesIn = (text: string) => tableRows(text).map(([name]) => name);
  expect(namesIn(comparison)).toEqual(namesIn(printed));
});

test("docs/deployment.md lists every metric with its labels", async () => {
  const metrics = createMetrics("1.0.0");
  const load = {
    upstream: { running: 0, waiting: 0 },
    extraction: { running: 0, waiting: 0 },
    quotaLeft: 1,
  };
  metrics.watch({ load: () => load, callsInFlight: () => 0, callers: () => 0, tokensFileValid: () => true });
  metrics.onCall({ kind: "tool", name: "a", outcome: "timeout", attempts: 1, ms: 1 });
  metrics.onCall({ kind: "prompt", name: "a", outcome: "ok", attempts: 0, ms: 1 });
  metrics.onAttempt(200);
  metrics.onLimited("calls_in_flight");
  metrics.onResponse(200);
  const samples = (await metrics.text()).matchAll(/^(codat_mcp_\w+?)(?:_count)?(?:\{(.*)\})? \S+$/gm);
  const printed = [...samples]
    .filter(([, name = ""]) => !/_(bucket|sum)$/.test(name))
    .map(([, name = "", labels = ""]) => [name, labels.replace(/="[^"]*"/g, "").replaceAll(",", ", ")]);
  const listed = tableRows(markedPart(await readFile("docs/deployment.md", "utf8"), "metrics"));
  expect(listed.map(([name = "", labels]) => [name.replaceAll("`", ""), labels])).toEqual(printed);
});

test("docs/comparison.md names the versions that test/compare installs", async () => {
  const lock = JSON.parse(await readFile("test/compare/package-lock.json", "utf8"));
  const [head = ""] = comparison.split("\n");
  for (const name of ["@ivotoby/openapi-mcp-server", "openapi-mcp-generator"])
    expect(head).toContain(`${name} ${lock.packages[`node_modules/${name}`].version}`);
});
