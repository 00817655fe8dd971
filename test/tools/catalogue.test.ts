import { readdir } from "node:fs/promises";
import { encode } from "gpt-tokenizer/encoding/o200k_base";
import { expect, test } from "vitest";
import * as z from "zod";
import * as parameters from "../../src/toolkit/input/parameters.ts";
import { toolsets } from "../../src/tools/index.ts";
import { connect } from "../support/connect.ts";

const tools = Object.values(toolsets).flat();

const listed = async (environment: Record<string, string> = {}) => {
  await using client = await connect(environment);
  return (await client.listTools()).tools;
};
const everything = { CODAT_TOOLSETS: "customers,companies,analysis" };

test("tools/list matches its reviewed snapshot", async () => {
  expect(await listed(everything)).toMatchSnapshot();
});

test("the default is the five tools; the other toolsets add five", async () => {
  const five = await listed();
  expect(five.map(({ name }) => name)).toEqual([
    "list_customers",
    "get_customer",
    "list_customer_attachments",
    "get_customer_attachment",
    "download_customer_attachment",
  ]);
  const all = await listed({ CODAT_TOOLSETS: "analysis,companies,customers" });
  expect(all.slice(0, 5)).toEqual(five);
  expect(all.slice(5, 8)).toEqual(await listed({ CODAT_TOOLSETS: "companies" }));
  expect(all.slice(8)).toEqual(await listed({ CODAT_TOOLSETS: "analysis" }));
});

test("each tool has a file with its name, and each file is a tool", async () => {
  const files = (await readdir("src/tools")).filter((file) => file !== "index.ts");
  expect(files.sort()).toEqual(tools.map(({ name }) => `${name.replaceAll("_", "-")}.ts`).sort());
});

test("each tool has a test file", async () => {
  const files = await readdir("test/tools");
  for (const { name } of tools) expect(files).toContain(`${name.replaceAll("_", "-")}.test.ts`);
});

test("each tool has a title, four annotations, and a schema that every model API accepts", async () => {
  for (const { name, title, description = "", annotations, inputSchema } of await listed(everything)) {
    expect(name).toMatch(/^[a-z_]{1,64}$/);
    expect(title).toMatch(/^[A-Z]/);
    expect(description.length).toBeGreaterThan(20);
    expect(description.length).toBeLessThan(400);
    expect(annotations).toEqual({
      readOnlyHint: true,
      destructiveHint: false,
      idempotentHint: true,
      openWorldHint: true,
    });
    expect(inputSchema.type).toBe("object");
    expect(Object.keys(inputSchema)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(any|one|all)Of$/)]),
    );
    expect(JSON.stringify(inputSchema)).not.toContain("$schema");
  }
});

test("the published schema of a parameter matches its zod check", async () => {
  for (const [name, parameter] of Object.entries(parameters)) {
    if (typeof parameter === "function") continue;
    const { type: checked } = z.toJSONSchema(await parameter.check(), { io: "input" });
    const { type, description } = parameter.published;
    // A refinement checks that a number is whole.
    expect(type === "integer" ? "number" : type, name).toBe(checked);
    expect(description, name).toMatch(/\w/);
  }
});

test("output schemas have no field types, so that no response from Codat fails validation", async () => {
  for (const { outputSchema } of await listed(everything)) {
    if (!outputSchema) continue;
    const { properties, ...rest } = outputSchema;
    expect(rest).toEqual({ type: "object" });
    for (const schema of Object.values(properties as object)) expect(schema).toEqual({});
  }
});

test.each([
  [{}, 1000, 1600],
  [everything, 1750, undefined],
])("the tool list stays within its token budget (%j)", async (environment, most, mostOfAll) => {
  const all = await listed(environment);
  const forModel = all.map(({ name, description, inputSchema }) => ({ name, description, inputSchema }));
  const tokens = forModel.map((tool) => encode(JSON.stringify(tool)).length);
  expect(tokens.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(most);
  if (mostOfAll) expect(encode(JSON.stringify({ tools: all })).length).toBeLessThanOrEqual(mostOfAll);
});
