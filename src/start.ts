#!/usr/bin/env node
// The program: answers --version and --help, and otherwise loads the rest (main.ts).
import packageJson from "../package.json" with { type: "json" };

const [first, ...others] = process.argv.slice(2);
if (first === "--version" && others.length === 0) process.stdout.write(`${packageJson.version}\n`);
else if (first === "--help" && others.length === 0) {
  const { help } = await import("./cli/help.ts");
  process.stdout.write(help());
} else await import(new URL("./server.mjs", import.meta.url).href);
