// Builds the worker. Each job starts a new thread, which compiles all of the worker's file: the libraries that only some
// types of file need are files of their own, loaded at the first use of what they export.
import { resolve } from "node:path";
import { build } from "esbuild";

/** The files apart, and the modules that only pass on what a library exports. */
const apart = new Map(
  Object.entries({
    "encoding-tables.cjs": "src/document-text/input/encoding-tables.ts",
    "file-signatures.cjs": "src/document-text/file-signatures.ts",
    "image-codecs.cjs": "src/document-image/image-codecs.ts",
    "mail-parser.cjs": "src/document-text/formats/mail-parser.ts",
    "markup-parser.cjs": "src/document-text/input/markup-parser.ts",
    "pdfium.cjs": "src/document-text/formats/pdf/pdfium.ts",
  }).map(([file, module]) => [resolve(module), file]),
);

// CommonJS: only require loads a file in the middle of a synchronous function, and a second file costs nearly nothing.
function buildApart(settings, module, file) {
  return build({
    ...settings,
    entryPoints: [module],
    outfile: `dist/${file}`,
    format: "cjs",
    banner: { js: 'const fileUrl=require("node:url").pathToFileURL(__filename).href;' },
    define: { ...settings.define, "import.meta.url": "fileUrl" },
  });
}

// Only the output of an ES module lists what it exports.
async function exportsOf(settings, module) {
  const { metafile } = await build({
    ...settings,
    entryPoints: [module],
    write: false,
    outfile: "exports.mjs",
  });
  return metafile.outputs["exports.mjs"].exports;
}

function loadedAtUse(settings) {
  const loader = JSON.stringify(resolve("src/document-text/load-apart.ts"));
  return {
    name: "loaded-at-use",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^\.\/[^/]+\.cjs$/, namespace: "apart" }, ({ path }) => ({ path, external: true }));
      // In a namespace: esbuild takes each file of this project for an ES module.
      onResolve({ filter: /^\..*\.ts$/ }, ({ path, resolveDir }) => {
        const module = resolve(resolveDir, path);
        return apart.has(module) ? { path: module, namespace: "apart" } : undefined;
      });
      onLoad({ filter: /./, namespace: "apart" }, async ({ path }) => {
        const file = apart.get(path);
        const names = await exportsOf(settings, path);
        const contents = `
          const { loadApart } = require(${loader});
          const all = () => loadApart("${file}", () => require("./${file}"));
          module.exports = { ${names.map((name) => `get ${name}() { return all().${name}; }`).join(", ")} };`;
        return { contents, resolveDir: "." };
      });
    },
  };
}

/** Builds dist/document-worker.mjs, dist/sheetjs.mjs, which it loads for old workbooks, and the files that both load at use. */
export function buildWorker(settings) {
  // They require the files apart, and ES modules have no require.
  const js = 'import{createRequire}from"node:module";const require=createRequire(import.meta.url);';
  const main = { ...settings, banner: { js }, plugins: [loadedAtUse(settings), ...settings.plugins] };
  const sheetjs = "src/document-text/formats/workbook/sheetjs.ts";
  return Promise.all([
    build({ ...main, entryPoints: ["src/worker.ts"], outfile: "dist/document-worker.mjs" }),
    build({ ...main, entryPoints: [sheetjs], outfile: "dist/sheetjs.mjs" }),
    ...[...apart].map(([module, file]) => buildApart(settings, module, file)),
  ]);
}
