import { readFile } from "node:fs/promises";
import { validateManifest } from "@anthropic-ai/mcpb";
import { expect, test } from "vitest";
import packageJson from "../package.json" with { type: "json" };
import { settingsList } from "../src/settings/index.ts";
import { connect } from "./support/connect.ts";

const manifest = JSON.parse(await readFile("manifest.json", "utf8"));

test("the manifest is one that Claude Desktop takes", () => {
  expect(validateManifest("manifest.json")).toBe(true);
});

test("it has the program's version, tools, node and file", async () => {
  await using client = await connect({});
  const { tools } = await client.listTools();
  expect(manifest.version).toBe(packageJson.version);
  expect(manifest.description).toBe(packageJson.description);
  expect(manifest.tools).toEqual(tools.map(({ name, description }) => ({ name, description })));
  expect(manifest.compatibility.runtimes.node).toBe(packageJson.engines.node);
  expect(packageJson.bin["codat-customers-mcp"]).toBe(manifest.server.entry_point);
});

test("it sets only settings that there are, and each from an option that has a default", () => {
  const known = settingsList().map(({ variable }) => variable);
  for (const [variable, value] of Object.entries<string>(manifest.server.mcp_config.env)) {
    expect(known).toContain(variable);
    const option = /^\$\{user_config\.(\w+)\}$/.exec(value)?.[1];
    if (option) expect(manifest.user_config[option]).toHaveProperty("default");
  }
});
