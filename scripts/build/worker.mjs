// Builds the worker. Each job starts a new thread, which compiles every file that it loads: what only some types of file
// need is in files of its own. They are CommonJS, because Node.js takes a new thread some milliseconds to get ready for an
// ES module, and because only require loads a file in the middle of a synchronous function.
import { relative, resolve, sep } from "node:path";
import { build } from "esbuild";

const worker = "document-worker.cjs";
const text = "src/document-text";
const image = "src/document-image";
const entry = "src/worker.ts";
const loader = `${text}/load-apart.ts`;

// The modules that a file is for. It also gets what they import; what several files import goes to the first. A file loads
// those above it with itself, and those below at the first use of what they export.
const seeds = {
  [worker]: [entry, loader, `${text}/input/decode.ts`],
  "office-package.cjs": [
    `${text}/input/xml-file.ts`,
    `${text}/input/zip.ts`,
    `${text}/input/xml.ts`,
    `${text}/input/office-package.ts`,
    `${text}/formats/archive.ts`,
    `${text}/members/zip.ts`,
    `${text}/output/number-format.ts`,
    `${text}/output/sheet-row.ts`,
  ],
  "old-office.cjs": [
    `${text}/formats/compound.ts`,
    `${text}/input/encryption/encrypted-package.ts`,
    `${text}/formats/workbook/xlsb.ts`,
    `${text}/members/outlook.ts`,
  ],
  "open-xml.cjs": ["docx", "xlsx", "pptx", "wordml", "spreadsheetml"].map(
    (name) => `${text}/formats/${name}.ts`,
  ),
  "open-document.cjs": ["odf", "flat-odf"].map((name) => `${text}/formats/${name}.ts`),
  "markup-parser.cjs": [`${text}/input/markup-parser.ts`],
  "mail.cjs": [`${text}/formats/eml.ts`, `${text}/members/mail.ts`],
  "html.cjs": [`${text}/formats/html.ts`, `${text}/formats/html/encoding.ts`],
  "rtf.cjs": [`${text}/formats/rtf.ts`],
  "sheetjs.cjs": [`${text}/formats/workbook/sheetjs.ts`],
  "pdfium.cjs": [`${text}/formats/pdf/engine.ts`, `${text}/members/pdf.ts`],
  "images.cjs": [
    `${image}/output/encode.ts`,
    ...["bmp", "gif", "jpeg", "pdf", "png", "tiff/tiff", "webp"].map((name) => `${image}/formats/${name}.ts`),
  ],
  "pdf.cjs": [`${text}/formats/pdf.ts`, `${text}/formats/pdf/annotations.ts`],
  "image-codecs.cjs": [`${image}/image-codecs.ts`],
  "encoding-tables.cjs": [`${text}/input/encoding-tables.ts`],
  "file-signatures.cjs": [`${text}/file-signatures.ts`],
};

const files = Object.keys(seeds);

/** The file of each module, and the modules that other files import. */
async function divide(settings) {
  const entryPoints = Object.values(seeds).flat();
  const { metafile } = await build({ ...settings, entryPoints, outdir: "dist", write: false });
  const importsOf = (module) =>
    metafile.inputs[module].imports.map(({ path }) => path).filter((path) => path.startsWith("src/"));
  const fileOf = new Map(files.flatMap((file) => seeds[file].map((module) => [module, file])));
  for (const file of files) {
    const found = new Set(seeds[file]);
    for (const module of found)
      for (const path of importsOf(module)) if (!entryPoints.includes(path)) found.add(path);
    const others = [...found].filter((module) => !entryPoints.includes(module));
    for (const module of others) fileOf.set(module, fileOf.has(module) ? worker : file);
  }
  const entered = new Set([loader]);
  for (const [module, file] of fileOf)
    for (const path of importsOf(module)) if (fileOf.get(path) !== file) entered.add(path);
  return { fileOf, entered: [...entered] };
}

/** What each module exports. */
async function exportsOf(settings, modules) {
  const { metafile } = await build({
    ...settings,
    entryPoints: modules,
    outdir: "dist",
    write: false,
    bundle: false,
    alias: {},
    plugins: [],
  });
  const outputs = Object.values(metafile.outputs);
  return new Map(outputs.map(({ entryPoint, exports }) => [entryPoint, exports]));
}

function apart(file, { fileOf, entered }, exports) {
  const nameOf = (module) => `m${entered.indexOf(module)}`;
  const own = entered.filter((module) => fileOf.get(module) === file);
  const core = `require("./${worker}")`;
  const load = (other) =>
    other === worker ? core : `${core}.${nameOf(loader)}.loadApart("${other}", () => require("./${other}"))`;
  return {
    name: "apart",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^everything$/ }, ({ path }) => ({ path, namespace: "everything" }));
      onLoad({ filter: /./, namespace: "everything" }, () => ({
        contents: [
          ...own.map((module) => `export * as ${nameOf(module)} from "./${module}";`),
          file === worker ? `import "./${entry}";` : "",
        ].join("\n"),
        resolveDir: ".",
      }));
      onResolve({ filter: /^\.\/[\w-]+\.cjs$/ }, ({ path }) => ({ path, external: true }));
      onResolve({ filter: /^\..*\.ts$/ }, ({ path, resolveDir, kind }) => {
        const module = relative(".", resolve(resolveDir, path)).split(sep).join("/");
        const other = fileOf.get(module);
        if (other === file) return undefined;
        const isEarly = kind !== "dynamic-import" && files.indexOf(other) < files.indexOf(file);
        return { path: module, namespace: isEarly ? "with-the-file" : "at-first-use" };
      });
      onLoad({ filter: /./, namespace: "with-the-file" }, ({ path }) => ({
        contents: `
          const { ${nameOf(path)}: all } = ${load(fileOf.get(path))};
          export const { ${exports.get(path).join(", ")} } = all;`,
        resolveDir: ".",
      }));
      onLoad({ filter: /./, namespace: "at-first-use" }, ({ path }) => ({
        contents: `
          let all;
          const get = () => all ??= ${load(fileOf.get(path))}.${nameOf(path)};
          module.exports = { ${exports
            .get(path)
            .map((name) => `get ${name}() { return get().${name}; }`)
            .join(", ")} };`,
        resolveDir: ".",
      }));
    },
  };
}

/** Builds dist/document-worker.cjs and the files that it loads. */
export async function buildWorker(settings) {
  const modules = await divide(settings);
  const exports = await exportsOf(settings, modules.entered);
  return Promise.all(
    files.map((file) =>
      build({
        ...settings,
        entryPoints: ["everything"],
        outfile: `dist/${file}`,
        format: "cjs",
        banner: {},
        define: { "import.meta.url": "fileUrl", "import.meta.dirname": "__dirname" },
        inject: ["scripts/build/file-url.mjs"],
        supported: { "dynamic-import": false },
        plugins: [apart(file, modules, exports), ...settings.plugins],
      }),
    ),
  );
}
