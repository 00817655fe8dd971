import { readFile } from "node:fs/promises";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { expect, test } from "vitest";
import packageJson from "../../package.json" with { type: "json" };
import server from "../../server.json" with { type: "json" };
import { readCommand } from "../../src/cli/command.ts";
import { settingsList } from "../../src/settings/index.ts";

const ajv = new Ajv();
addFormats.default(ajv);
const schema = JSON.parse(await readFile("test/registry/server.schema.json", "utf8"));
const validate = ajv.compile(schema);
const [entry] = server.packages;
const variables = entry?.environmentVariables ?? [];

test("server.json is valid by the MCP registry's schema", () => {
  validate(server);
  expect(validate.errors).toBeNull();
});

test.each([
  ["a description of 101 characters", { description: "x".repeat(101) }],
  ["a name without its owner", { name: "codat-customers-mcp" }],
  ["a range for a version", { version: "^0.1.0" }],
  ["an unknown key", { displayName: "Codat" }],
  ["no package", { packages: [] }],
])("%s is not valid", (_, change) => {
  expect(validate({ ...server, ...change })).toBe(false);
});

test("it has the name and description of the package", () => {
  expect(server.name).toBe(packageJson.mcpName);
  expect(server.description).toBe(packageJson.description);
  expect(entry?.identifier).toBe(packageJson.name);
});

test("its variables are settings with the program's descriptions and defaults, and only the key is secret", () => {
  const settings = new Map(settingsList().map((setting) => [setting.variable, setting]));
  for (const { name, description, default: fallback } of variables) {
    const { description: meaning, default: own } = settings.get(name) ?? {};
    expect({ name, description, fallback }).toEqual({ name, description: meaning, fallback: own });
  }
  const names = variables.map(({ name }) => name);
  for (const name of ["COMPANY_IDS", "TOOLSETS", "MASK", "SANDBOX"]) expect(names).toContain(`CODAT_${name}`);
  expect(variables.filter(({ isSecret }) => isSecret).map(({ name }) => name)).toEqual(["CODAT_API_KEY"]);
});

test("the program accepts every default and placeholder in it", () => {
  const proposals = variables.flatMap(({ name, default: fallback, placeholder }) =>
    [fallback, placeholder].filter((text) => text !== undefined).map((text) => ({ [name]: text })),
  );
  expect(proposals.length).toBeGreaterThan(6);
  for (const environment of proposals) expect(readCommand([], environment).name).toBe("serve");
  const defaults = Object.assign({}, ...variables.map((one) => ({ [one.name]: one.default ?? "" })));
  expect(readCommand([], defaults)).toMatchObject({
    name: "serve",
    warnings: ["Unset, because the value is empty: CODAT_API_KEY, CODAT_DOWNLOAD_DIR."],
  });
});
