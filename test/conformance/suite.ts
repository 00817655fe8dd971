import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("node_modules/@modelcontextprotocol/conformance", import.meta.url));
const longestMs = 240_000;

export interface Check {
  id: string;
  status: "SUCCESS" | "FAILURE" | "WARNING" | "SKIPPED" | "INFO";
  errorMessage?: string;
}

/** The result of a scenario. */
export interface Scenario {
  name: string;
  /** Whether the revision requires it, according to the suite. */
  required: boolean;
  checks: Check[];
}

export async function suiteVersion(): Promise<string> {
  return JSON.parse(await readFile(join(folder, "package.json"), "utf8")).version;
}

/** Runs all server scenarios of a revision. */
export async function runSuite(url: string, revision: string): Promise<Scenario[]> {
  const results = await mkdtemp(join(tmpdir(), "conformance-"));
  try {
    const output = await run(["server", "--url", url, "--requirements", revision, "-o", results]);
    const required = await requiredScenarios(revision);
    const scenarios = await Promise.all(
      (await readdir(results)).map((name) => readScenario(results, name, required)),
    );
    const missing = required.filter((name) => !scenarios.some((scenario) => scenario.name === name));
    if (missing.length > 0) throw new Error(`The suite did not run ${missing.join(", ")}.\n${output}`);
    return scenarios.sort((a, b) => a.name.localeCompare(b.name));
  } finally {
    await rm(results, { recursive: true });
  }
}

// Exits with 1 if a scenario failed; the results decide what that means.
async function run(words: string[]): Promise<string> {
  const child = spawn(process.execPath, [join(folder, "dist/index.js"), ...words], {
    stdio: ["ignore", "pipe", "pipe"],
    timeout: longestMs,
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text) => (output += text));
  const [code, signal] = await once(child, "close");
  if (signal || code > 1) throw new Error(`The suite exited with ${signal ?? code}.\n${output}`);
  return output;
}

async function requiredScenarios(revision: string): Promise<string[]> {
  const text = await readFile(join(folder, "requirements", `${revision}.yaml`), "utf8");
  const list = /^server:\n((?: {2}- .+\n)+)/m.exec(text)?.[1];
  if (!list) throw new Error(`The suite's list of requirements for ${revision} has an unknown format.`);
  return list
    .trim()
    .split("\n")
    .map((line) => line.replace(/^ *- /, ""));
}

async function readScenario(results: string, folderName: string, required: string[]): Promise<Scenario> {
  // Such as server-tools-list-2026-11-22T18-24-10-080Z.
  const name = folderName.replace(/^server-/, "").replace(/-\d{4}-\d\d-\d\dT[\d-]+Z$/, "");
  const checks: Check[] = JSON.parse(await readFile(join(results, folderName, "checks.json"), "utf8"));
  return { name, required: required.includes(name), checks };
}
