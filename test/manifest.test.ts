import { readFile } from "node:fs/promises";
import { validateManifest } from "@anthropic-ai/mcpb";
import { expect, test } from "vitest";
import packageJson from "../package.json" with { type: "json" };
import { readCommand } from "../src/cli/command.ts";
import { configuration } from "../src/cli/config.ts";
import { settingsList } from "../src/settings/index.ts";
import { connect } from "./support/connect.ts";

interface Option {
  type: string;
  sensitive?: boolean;
  default?: string | boolean;
}

const manifest = JSON.parse(await readFile("manifest.json", "utf8"));
const options: Record<string, Option> = manifest.user_config;
const variables: Record<string, string> = manifest.server.mcp_config.env;

test("Claude Desktop's own validator accepts the manifest", () => {
  expect(validateManifest("manifest.json")).toBe(true);
});

test("it has the program's version, tools, Node version and entry point", async () => {
  await using client = await connect({});
  const { tools } = await client.listTools();
  expect(manifest.version).toBe(packageJson.version);
  expect(manifest.description).toBe(packageJson.description);
  expect(manifest.keywords).toEqual(packageJson.keywords);
  expect(manifest.tools).toEqual(tools.map(({ name, description }) => ({ name, description })));
  expect(manifest.compatibility.runtimes.node).toBe(packageJson.engines.node);
  expect(packageJson.bin["codat-customers-mcp"]).toBe(manifest.server.entry_point);
});

test("its addresses are those of package.json, and the README has the privacy section that it links to", async () => {
  const repository = packageJson.repository.url.replace(/^git\+|\.git$/g, "");
  expect(manifest).toMatchObject({
    repository: { type: "git", url: repository },
    homepage: packageJson.homepage,
    documentation: packageJson.homepage,
    support: packageJson.bugs.url,
    privacy_policies: [`${repository}#privacy`],
  });
  expect(/^## Privacy$/m.test(await readFile("README.md", "utf8"))).toBe(true);
});

test("it states that it is unofficial, and has three example questions", () => {
  expect(manifest.display_name).toContain("unofficial");
  expect(manifest.long_description).toContain("not made, endorsed or supported by Codat");
  expect(manifest.long_description.match(/^- “.+”$/gm)).toHaveLength(3);
});

test("its icon has 512 by 512 pixels, as PNG and as SVG", async () => {
  const png = await readFile(manifest.icon);
  expect(png.toString("latin1", 12, 16)).toBe("IHDR");
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([512, 512]);
  expect(await readFile(manifest.icon.replace(/png$/, "svg"), "utf8")).toContain('viewBox="0 0 512 512"');
});

test("it sets only known settings, uses all its options and no others, and each option has a default", () => {
  const known = settingsList().map(({ variable }) => variable);
  for (const variable of Object.keys(variables)) expect(known).toContain(variable);
  const used = Object.values(variables).flatMap(
    (value) => /^\$\{user_config\.(\w+)\}$/.exec(value)?.[1] ?? [],
  );
  expect(used.sort()).toEqual(Object.keys(options).sort());
  // The host does not replace variables in a default: they would arrive unchanged.
  for (const option of Object.values(options)) expect(String(option.default ?? "${")).not.toContain("${");
});

test("only the key is marked as a secret, and no other setting holds one", () => {
  const secrets = Object.keys(options).filter((name) => options[name]?.sensitive);
  expect(secrets).toEqual(["api_key"]);
  expect(variables).toMatchObject({ CODAT_API_KEY: `\${user_config.api_key}` });
  expect(variables).not.toHaveProperty("CODAT_AUTH_HEADER");
});

test("its defaults are the program's own, except the toolsets and the size of a result", () => {
  const filledIn = Object.entries(variables).map(([variable, value]) => [
    variable,
    value.replace(/\$\{user_config\.(\w+)\}/, (_, name) => String(options[name]?.default)),
  ]);
  const different = {
    CODAT_TOOLSETS: "customers,companies,analysis",
    CODAT_ATTACHMENT_INLINE_LIMIT_BYTES: "716800",
  };
  expect(readCommand([], Object.fromEntries(filledIn))).toEqual({
    ...readCommand([], different),
    warnings: ["Unset, because the value is empty: CODAT_API_KEY, CODAT_DOWNLOAD_DIR."],
  });
});

test("its fixed settings and its toolsets are those that config claude-desktop prints", () => {
  const start = { command: "node", args: [], variables: {} };
  const { env } = JSON.parse(configuration("claude-desktop", start)).mcpServers["codat-customers"];
  const { CODAT_API_KEY: _, ...printed } = env;
  expect(printed).toEqual({
    CODAT_TOOLSETS: options.toolsets?.default,
    CODAT_ATTACHMENT_INLINE_LIMIT_BYTES: variables.CODAT_ATTACHMENT_INLINE_LIMIT_BYTES,
  });
});
