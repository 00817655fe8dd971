import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { settingsList } from "../src/settings/index.ts";
import { tools } from "../src/tools/index.ts";

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

test("every configuration in the README is JSON that starts the built file", () => {
  const blocks = [...readme.matchAll(/```json\n([\s\S]*?)```/g)].map(([, block]) => JSON.parse(block ?? ""));
  expect(blocks).toHaveLength(3);
  for (const { mcpServers, servers } of blocks) {
    const server = (mcpServers ?? servers)["codat-customers"];
    expect(server.args).toEqual(["/path/to/codat-customers-mcp/dist/main.mjs"]);
    expect(Object.keys(server.env)).toContain("CODAT_API_KEY");
  }
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
