// Builds dist/main.mjs and the files that it loads only when needed: the worker that extracts text and draws pictures
// (dist/document-worker.mjs, with its codecs as wasm), the HTTP service (dist/http.mjs), proxies (dist/proxy.mjs) and the sandbox (dist/sandbox.mjs).
// Copies the types of the results (dist/results.d.ts) and of the embedded service (dist/http.d.ts). Then writes the licenses of the bundled packages as text
// (dist/THIRD_PARTY_NOTICES.txt) and as a bill of materials (dist/sbom.cdx.json).
import { chmod, copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { bundledPackages } from "./build/bundled.mjs";
import { notices } from "./build/notices.mjs";
import { sbom } from "./build/sbom.mjs";
import { sdkTreeShaking } from "./sdk-tree-shaking.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
process.chdir(root);
await rm("dist", { recursive: true, force: true });
await mkdir("dist");

// esbuild moves external imports to the top of the file, even from parts that are loaded on demand: every startup would
// load zlib and fs for file type detection. As CommonJS they are loaded with their part.
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
  // CommonJS parts of the bundle call require, which ESM lacks.
  banner: { js: 'import{createRequire}from"node:module";const require=createRequire(import.meta.url);' },
  alias: { "@modelcontextprotocol/server/_shims": "./scripts/sdk-shims.mjs" },
  plugins: [builtinsWhenNeeded, sdkTreeShaking],
  metafile: true,
  logLevel: "warning",
};

const built = await Promise.all([
  build({ ...settings, entryPoints: ["src/main.ts"], outfile: "dist/main.mjs" }),
  build({ ...settings, entryPoints: ["src/http/index.ts"], outfile: "dist/http.mjs" }),
  build({ ...settings, entryPoints: ["src/worker.ts"], outfile: "dist/document-worker.mjs" }),
  build({ ...settings, entryPoints: ["src/codat/proxy.ts"], outfile: "dist/proxy.mjs" }),
  build({ ...settings, entryPoints: ["src/sandbox/index.ts"], outfile: "dist/sandbox.mjs" }),
  build({
    ...settings,
    entryPoints: ["src/document-text/formats/workbook/sheetjs.ts"],
    outfile: "dist/sheetjs.mjs",
  }),
]);
for (const [from, to] of [
  ["@embedpdf/pdfium/dist/pdfium.wasm", "pdfium.wasm"],
  ["@jsquash/jpeg/codec/enc/mozjpeg_enc.wasm", "jpeg-encoder.wasm"],
  ["@jsquash/webp/codec/dec/webp_dec.wasm", "webp-decoder.wasm"],
]) {
  // Without its mode: some packages mark it as a program.
  await writeFile(`dist/${to}`, await readFile(`node_modules/${from}`));
}
await copyFile("src/results.ts", "dist/results.d.ts");
await copyFile("src/http/public.ts", "dist/http.d.ts");
await chmod("dist/main.mjs", 0o755);

const packages = await bundledPackages(built);
await writeFile("dist/THIRD_PARTY_NOTICES.txt", await notices(packages));
await writeFile("dist/sbom.cdx.json", sbom(JSON.parse(await readFile("package.json", "utf8")), packages));
