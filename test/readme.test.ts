import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import packageJson from "../package.json" with { type: "json" };
import { cursorLink, fromNpm, vscodeLink } from "../scripts/install-links.ts";
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

// Anyone could register the name of an unpublished package: the README must not run it.
test("the README offers the package from npm only after it is published, pinned to the version", () => {
  const shown = readme.match(/https:\/\/insiders\.vscode\.dev\/[^)\s]+|cursor:\/\/\S+/g) ?? [];
  const run = readme.match(/\bnpx\b[^`\n]*[\s"]codat-customers-mcp[^\s"`]*/g) ?? [];
  const offered = fromNpm(packageJson.config.published);
  expect(shown).toEqual(offered ? [offered.vscode, offered.cursor] : []);
  expect(run.length > 0).toBe(offered !== undefined);
  for (const command of run) expect(command).toContain(`${packageJson.name}@${packageJson.version}`);
});

test("there is no installation from npm before the package is published", () => {
  expect(fromNpm(false)).toBeUndefined();
});

describe("once the package is published", () => {
  const { start, startOnWindows, vscode, cursor } = fromNpm(true) ?? expect.unreachable();

  test("npx runs this version, on Windows through cmd", () => {
    const pinned = `${packageJson.name}@${packageJson.version}`;
    expect(start).toEqual({ command: "npx", args: ["-y", pinned], variables: {} });
    expect(startOnWindows).toEqual({ command: "cmd", args: ["/c", "npx", "-y", pinned], variables: {} });
  });

  test("the link for VS Code contains the content of its mcp.json and asks for the key", () => {
    const link = new URL(vscode).searchParams.get("url") ?? "";
    const [address, query = ""] = link.split("?");
    const { name, inputs, ...server } = JSON.parse(decodeURIComponent(query));
    expect(address).toBe("vscode:mcp/install");
    expect({ inputs, servers: { [name]: server } }).toEqual(JSON.parse(configuration("vscode", start)));
    expect(inputs).toMatchObject([{ password: true }]);
  });

  test("the link for Cursor contains the content of its mcp.json without the key", () => {
    const { protocol, host, pathname, searchParams } = new URL(cursor);
    expect([protocol, host, pathname]).toEqual(["cursor:", "anysphere.cursor-deeplink", "/mcp/install"]);
    const server = JSON.parse(Buffer.from(searchParams.get("config") ?? "", "base64").toString());
    const { env, ...printed } = JSON.parse(configuration("cursor", start)).mcpServers["codat-customers"];
    expect([searchParams.get("name"), server]).toEqual(["codat-customers", printed]);
    expect(Object.keys(env)).toEqual(["CODAT_API_KEY"]);
  });

  test("the links contain the settings, but no placeholder for a key in Cursor's", () => {
    const withSettings = { ...start, variables: { CODAT_TOOLSETS: "customers,companies" } };
    const config = new URL(cursorLink(withSettings)).searchParams.get("config") ?? "";
    expect(JSON.parse(atob(config)).env).toEqual(withSettings.variables);
    expect(decodeURIComponent(decodeURIComponent(vscodeLink(withSettings)))).toContain("customers,companies");
  });
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
