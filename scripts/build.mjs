// Builds dist/main.mjs, which needs nothing beside it but to read words out of files (dist/words.mjs, the worker that it
// starts, with PDFium as wasm) and to go through a proxy (dist/proxy.mjs). And the notices of what they hold.
import { chmod, copyFile, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { sdkTreeShaking } from "./sdk-tree-shaking.mjs";

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

const settings = {
  bundle: true,
  platform: "node",
  target: "node20",
  format: "esm",
  minify: true,
  // CommonJS parts of the bundle call require, which ESM does not have.
  banner: { js: 'import{createRequire}from"node:module";const require=createRequire(import.meta.url);' },
  alias: { "@modelcontextprotocol/server/_shims": "./scripts/sdk-shims.mjs" },
  plugins: [builtinsWhenNeeded, sdkTreeShaking],
  metafile: true,
  logLevel: "warning",
};

// What a package holds of others, beside the licences that it brings.
const within = {
  "@embedpdf/pdfium": `pdfium.wasm is PDFium, compiled. It holds Abseil, Anti-Grain Geometry, fast_float, FreeType,
ICU, libc++, Little CMS, libjpeg-turbo, libpng, OpenJPEG and zlib, each under its own licence, to be found in
third_party of https://pdfium.googlesource.com/pdfium/.
Portions of this software are copyright The FreeType Project (www.freetype.org). All rights reserved.
This software is based in part on the work of the Independent JPEG Group.
`,
};

const built = await Promise.all([
  build({ ...settings, entryPoints: ["src/main.ts"], outfile: "dist/main.mjs" }),
  build({ ...settings, entryPoints: ["src/attachments/words/worker.ts"], outfile: "dist/words.mjs" }),
  build({ ...settings, entryPoints: ["src/codat/proxy.ts"], outfile: "dist/proxy.mjs" }),
]);
await copyFile("node_modules/@embedpdf/pdfium/dist/pdfium.wasm", "dist/pdfium.wasm");
await chmod("dist/main.mjs", 0o755);
await writeFile("dist/THIRD_PARTY_NOTICES.txt", await notices(built));

async function notices(results) {
  const inputs = results
    .flatMap((result) => Object.values(result.metafile.outputs))
    .flatMap((output) => Object.entries(output.inputs))
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0);
  const folders = inputs
    .map(([path]) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1])
    .filter(Boolean);
  const parts = await Promise.all([...new Set(folders)].sort().map(notice));
  return `codat-customers-mcp contains the following software.\n\n${parts.join("\n")}`;
}

async function notice(folder) {
  const { name, version, license } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  const files = (await readdir(folder)).filter((entry) => /^licen[cs]e/i.test(entry)).sort();
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), "utf8")));
  const text = [...(texts.length > 0 ? texts : [`Licence: ${license}\n`]), within[name] ?? ""].join("\n");
  return `${"=".repeat(80)}\n${name} ${version} (${license})\n${"=".repeat(80)}\n${text}`;
}
