// Builds dist/main.mjs, one file that needs nothing beside it, and the notices of what it holds.
import { chmod, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
process.chdir(root);
await rm("dist", { recursive: true, force: true });
await mkdir("dist");

// esbuild writes an external import at the head of the file, also where only a part that is loaded when needed has it:
// every start would load http, zlib and fs for the sandbox and the sniffer. As CommonJS they are loaded with that part.
const builtinsWhenNeeded = {
  name: "builtins-when-needed",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:/ }, ({ path, kind }) =>
      kind === "require-call" ? { path, external: true } : { path, namespace: "builtin" },
    );
    onLoad({ filter: /./, namespace: "builtin" }, ({ path }) => ({
      contents: `module.exports = require(${JSON.stringify(path)});`,
    }));
  },
};

const { metafile } = await build({
  entryPoints: ["src/main.ts"],
  outfile: "dist/main.mjs",
  bundle: true,
  platform: "node",
  target: "node20",
  format: "esm",
  minifySyntax: true,
  minifyWhitespace: true,
  // CommonJS parts of the bundle call require, which ESM does not have.
  banner: { js: 'import{createRequire}from"node:module";const require=createRequire(import.meta.url);' },
  alias: { "@modelcontextprotocol/server/_shims": "./scripts/sdk-shims.mjs" },
  plugins: [builtinsWhenNeeded],
  metafile: true,
  logLevel: "warning",
});
await chmod("dist/main.mjs", 0o755);
await writeFile("dist/THIRD_PARTY_NOTICES.txt", await notices(metafile));

async function notices({ outputs }) {
  const inputs = Object.entries(outputs["dist/main.mjs"].inputs).filter(
    ([, { bytesInOutput }]) => bytesInOutput > 0,
  );
  const folders = inputs
    .map(([path]) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1])
    .filter(Boolean);
  const parts = await Promise.all([...new Set(folders)].sort().map(notice));
  return `codat-customers-mcp contains the following software.\n\n${parts.join("\n")}`;
}

async function notice(folder) {
  const { name, version, license } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file ? await readFile(join(folder, file), "utf8") : `Licence: ${license}\n`;
  return `${"=".repeat(80)}\n${name} ${version} (${license})\n${"=".repeat(80)}\n${text}`;
}
