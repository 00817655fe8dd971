import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { configuration } from "../src/commands/config.ts";
import { hosts } from "../src/settings/command.ts";
import { settingsList } from "../src/settings/index.ts";
import { toolsets } from "../src/tools/index.ts";

const tools = Object.values(toolsets).flat();
const readme = await readFile("README.md", "utf8");

test("the README lists every setting as the program has it", () => {
  const rows = settingsList().map(
    ({ variable, default: fallback, means }) =>
      `| \`${variable}\` | ${fallback ? `\`${fallback}\`` : ""} | ${means} |`,
  );
  const table = ["| variable | default | |", "|---|---|---|", ...rows].join("\n");
  expect(/<!-- settings -->\n\n([\s\S]*?)\n\n<!-- \/settings -->/.exec(readme)?.[1]).toBe(table);
});

test("the README lists every tool", () => {
  for (const { name } of tools) expect(readme).toContain(`| \`${name}\` |`);
});

test("the README shows for each host the configuration that the program prints", () => {
  const args = ["/path/to/codat-customers-mcp/dist/main.mjs"];
  const printed = hosts.map((host) => [host, configuration(host, { command: "node", args, variables: {} })]);
  const marked = /<!-- config ([a-z -]+) -->\n\n```[a-z]+\n([\s\S]*?)```/g;
  const shown = [...readme.matchAll(marked)].flatMap(([, names = "", text]) =>
    names.split(" ").map((name) => [name, text]),
  );
  expect(shown.sort()).toEqual(printed.sort());
});

test("every folder and file that the README's tree names is there", async () => {
  const tree = /```\nsrc\/\n([\s\S]*?)```/.exec(readme)?.[1] ?? "";
  const names = tree.split("\n").flatMap((line) => /^ {2}(\S+)/.exec(line)?.[1] ?? []);
  expect(names.length).toBeGreaterThan(8);
  const { readdir } = await import("node:fs/promises");
  const there = (await readdir("src", { withFileTypes: true })).map(
    (entry) => entry.name + (entry.isDirectory() ? "/" : ""),
  );
  expect(names.sort()).toEqual(there.sort());
});
