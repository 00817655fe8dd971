#!/usr/bin/env node
// The program's entry: answers --version and --help, and otherwise loads main.ts.
import packageJson from "../package.json" with { type: "json" };
import { incompleteInstall, installWholePackage } from "./base/incomplete-install.ts";
import programFiles from "./base/program-files.json" with { type: "json" };

const [first, ...others] = process.argv.slice(2);
const alone = others.length === 0 ? first : undefined;
if (alone === "--version") process.stdout.write(`${packageJson.version}\n`);
else if (alone === "--help") await printHelp().catch(refuse);
else await import(new URL("./server.mjs", import.meta.url).href).catch(refuse);

async function printHelp(): Promise<void> {
  const { help }: typeof import("./cli/help.ts") = await import(new URL("./help.mjs", import.meta.url).href);
  process.stdout.write(help());
}

// Everything that main.ts throws is its own; only a missing file of it is explained here.
async function refuse(error: unknown): Promise<void> {
  const isMissing = error instanceof Error && "code" in error && error.code === "ERR_MODULE_NOT_FOUND";
  if (!isMissing) throw error;
  const { existsSync } = await import("node:fs");
  const missing = programFiles.program.filter((name) => !existsSync(new URL(name, import.meta.url)));
  if (missing.length === 0) throw error;
  process.stderr.write(`codat-customers-mcp: ${incompleteInstall(missing)} ${installWholePackage}\n`);
  process.exitCode = 2;
}
