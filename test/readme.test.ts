import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import packageJson from "../package.json" with { type: "json" };
import { cursorLink, fromNpm, fromNpmOnWindows, vscodeLink } from "../scripts/install-links.ts";
import { hosts } from "../src/cli/command.ts";
import { configuration } from "../src/cli/config.ts";
import { settingsList } from "../src/settings/index.ts";
import { toolsets } from "../src/tools/index.ts";

const tools = Object.values(toolsets).flat();
const readme = await readFile("README.md", "utf8");

test("the README lists every setting as the program has it", () => {
  const rows = settingsList().map(
    ({ variable, default: fallback, description }) =>
      `| \`${variable}\` | ${fallback ? `\`${fallback}\`` : ""} | ${description} |`,
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

test("the README's link for VS Code holds what its mcp.json would, and asks for the key", () => {
  const shown = /\]\((https:\/\/insiders\.vscode\.dev\/\S+)\)/.exec(readme)?.[1] ?? "";
  expect(shown).toBe(vscodeLink(fromNpm));
  const link = new URL(shown).searchParams.get("url") ?? "";
  const [address, query = ""] = link.split("?");
  const { name, inputs, ...server } = JSON.parse(decodeURIComponent(query));
  expect(address).toBe("vscode:mcp/install");
  expect({ inputs, servers: { [name]: server } }).toEqual(JSON.parse(configuration("vscode", fromNpm)));
  expect(inputs).toMatchObject([{ password: true }]);
});

test("the README's link for Cursor holds what its mcp.json would, but no place for a key", () => {
  const shown = /^cursor:\/\/\S+$/m.exec(readme)?.[0] ?? "";
  expect(shown).toBe(cursorLink(fromNpm));
  const { protocol, host, pathname, searchParams } = new URL(shown);
  expect([protocol, host, pathname]).toEqual(["cursor:", "anysphere.cursor-deeplink", "/mcp/install"]);
  const server = JSON.parse(Buffer.from(searchParams.get("config") ?? "", "base64").toString());
  const { env, ...printed } = JSON.parse(configuration("cursor", fromNpm)).mcpServers["codat-customers"];
  expect([searchParams.get("name"), server]).toEqual(["codat-customers", printed]);
  expect(Object.keys(env)).toEqual(["CODAT_API_KEY"]);
});

test("settings go into the links, and the place of a key does not", () => {
  const start = { ...fromNpm, variables: { CODAT_TOOLSETS: "customers,companies" } };
  const config = new URL(cursorLink(start)).searchParams.get("config") ?? "";
  expect(JSON.parse(atob(config)).env).toEqual(start.variables);
  expect(decodeURIComponent(decodeURIComponent(vscodeLink(start)))).toContain("customers,companies");
});

test("the README says how npm's package is started, on Windows too", () => {
  expect([fromNpm.command, ...fromNpm.args]).toEqual(["npx", "-y", packageJson.name]);
  expect(readme).toContain(`\`npx -y ${packageJson.name}\``);
  const { command, args } = fromNpmOnWindows;
  expect(readme).toContain(`"command": "${command}", "args": ${JSON.stringify(args)}`);
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
