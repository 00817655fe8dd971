// The subjects: this server, built, and two converters that read openapi.json. Each serves stdio and requests the sandbox.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const description = path("openapi.json");
// A folder where Node finds the dependencies, but the linter and the compiler do not look.
const built = path("node_modules/.built");
const generated = `${built}/generated`;

/** Starts the built sandbox in this process. */
export async function startUpstream() {
  const outfile = `${built}/sandbox.mjs`;
  const settings = { bundle: true, platform: "node", target: "node20", format: "esm", logLevel: "warning" };
  await build({ ...settings, entryPoints: [path("../../src/sandbox/index.ts")], outfile });
  const { startSandbox } = await import(pathToFileURL(outfile).href);
  return startSandbox();
}

/** The subjects with version, start file, environment, and whether they take parameters beyond Codat's API. */
export async function prepareSubjects({ baseUrl, apiKey }) {
  const authorization = `Basic ${Buffer.from(apiKey).toString("base64")}`;
  if (!existsSync(path("../../dist/main.mjs"))) runScript(path("../../scripts/build.mjs"));
  return [
    {
      name: "this server",
      version: await versionOf("../../package.json"),
      file: path("../../dist/main.mjs"),
      settings: {
        CODAT_BASE_URL: baseUrl,
        CODAT_API_KEY: apiKey,
        CODAT_LOG_LEVEL: "error",
        CODAT_ATTACHMENT_FORMAT: "base64",
      },
      takes: ["fields", "format"],
    },
    {
      name: "@ivotoby/openapi-mcp-server",
      version: await versionOf("node_modules/@ivotoby/openapi-mcp-server/package.json"),
      file: path("node_modules/@ivotoby/openapi-mcp-server/bin/mcp-server.js"),
      settings: {
        OPENAPI_SPEC_PATH: description,
        API_BASE_URL: baseUrl,
        API_HEADERS: `Authorization:${authorization}`,
        VERBOSE: "false",
      },
      takes: [],
    },
    {
      name: "openapi-mcp-generator",
      version: await versionOf("node_modules/openapi-mcp-generator/package.json"),
      file: await generate(),
      settings: { API_BASE_URL: baseUrl, API_KEY_KEY: authorization },
      takes: [],
    },
  ];
}

/** The server that openapi-mcp-generator generates, compiled as its own build does: file by file, not bundled. */
async function generate() {
  const words = ["--input", description, "--output", generated, "--force"];
  runScript(path("node_modules/openapi-mcp-generator/bin/openapi-mcp-generator.js"), words);
  const outdir = `${generated}/build`;
  await build({ entryPoints: [`${generated}/src/index.ts`], outdir, format: "esm", target: "es2022" });
  return `${outdir}/index.js`;
}

function runScript(script, words = []) {
  execFileSync(process.execPath, [script, ...words], { stdio: "pipe" });
}

async function versionOf(file) {
  return JSON.parse(await readFile(path(file), "utf8")).version;
}
