import { expect } from "vitest";
import { readCommand } from "../../../src/cli/command.ts";
import type { Check } from "../../../src/cli/doctor/check.ts";
import { runDoctor } from "../../../src/cli/doctor/index.ts";
import { createRedactor } from "../../../src/codat/redact.ts";
import type { Reply } from "../../support/upstream.ts";

/** Its base64 contains +, / and padding. */
export const key = "fake~~key?for >>>tests? 01";
export const base64 = Buffer.from(key).toString("base64");
export const quick = { CODAT_RETRY_STRATEGY: "none" };

export interface Report {
  ok: boolean;
  printed: string;
  checks: Check[];
  /** The check with this name. */
  of(name: string): (Check & { fix?: string }) | undefined;
}

interface Options {
  flags?: string[];
  /** Node's. */
  version?: string;
  /** Where the built files are. */
  folder?: URL;
}

const dist = new URL("../../../dist/", import.meta.url);

/** Runs doctor in this process and parses its `--json` output. */
export async function doctor(
  environment: Record<string, string>,
  { flags = [], version = process.versions.node, folder = dist }: Options = {},
): Promise<Report> {
  const command = readCommand(["doctor", "--json", ...flags], environment);
  if (command.name !== "doctor") throw new Error("This is not the doctor command.");
  let printed = "";
  const ok = await runDoctor(command.settings, command.json, {
    version: "0.0.0",
    keySource: command.keySource,
    redactor: createRedactor(),
    worker: new URL("document-worker.cjs", folder),
    proxyModule: new URL("proxy.mjs", folder),
    sandboxModule: new URL("sandbox.mjs", folder),
    runtime: { version, environment },
    write: (text) => {
      printed += text;
    },
    unexpected: (error) => {
      throw error;
    },
  });
  const report = JSON.parse(printed);
  expect(report.ok).toBe(ok);
  return { ...report, printed, of: (name) => report.checks.find((check: Check) => check.name === name) };
}

export const resultsOf = ({ checks }: Report) => checks.map(({ name, result }) => `${name}: ${result}`);
export const well = (headers: Record<string, string> = {}): Reply => ({ json: { results: [] }, headers });
