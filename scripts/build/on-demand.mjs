// Groups what src/main.ts imports on demand. Startup then parses a part of the code: dist/server.mjs, and dist/shared.mjs with
// what the other groups need, too. Calls load dist/calls.mjs with dist/calls-shared.mjs; dist/on-demand.mjs has the rest, but
// for two files of their own.
// esbuild by itself would write sixty files, one for each set of modules that some imports share.
import { readFile, writeFile } from "node:fs/promises";
import { basename, dirname, relative, resolve, sep } from "node:path";
import { build, transform } from "esbuild";
import { buildZod, loader, zodApart, zodNames } from "./zod-apart.mjs";

const entry = "src/main.ts";
const dynamicImport = /\bimport\("(\.[^"]+\.ts)"\)/g;
// These share no object with the rest, such as a class of errors. Only a request that is sent again needs ky. The audit log
// must record a call also when what runs calls is missing.
const alone = { "./src/codat/ky-instance.ts": "./ky.mjs", "./src/guard/audit/writer.ts": "./audit.mjs" };
const calls = "calls:";
const others = "on-demand:";
// Every call needs it.
const withZod = `import { loadZod } from ${JSON.stringify(loader)}; loadZod();`;
/** What calls need that neither read a file nor all customers. */
const neededByCalls = /^\.\/src\/(serving|codat|toolkit\/(call|input|list|record)|prompts)\//;

/** The modules of this project that `entry` imports, and those that it or what it imports imports on demand. */
async function importedModules(settings) {
  const { metafile } = await build({ ...settings, entryPoints: [entry], write: false, minify: false });
  const atStart = metafile.inputs[entry].imports
    .filter(({ kind, path }) => kind === "import-statement" && !path.includes("node_modules"))
    .map(({ path }) => (path.startsWith("builtin:") ? path.slice("builtin:".length) : `./${path}`));
  const files = Object.keys(metafile.inputs).filter((path) => /^src\/.*\.ts$/.test(path));
  const found = await Promise.all(
    files.map(async (file) =>
      [...(await withoutTypes(file)).matchAll(dynamicImport)].map(([, name]) => targetOf(file, name)),
    ),
  );
  const onDemand = [...new Set(found.flat())].filter((target) => !(target in alone)).sort();
  return { atStart, onDemand, zod: await zodNames(metafile) };
}

async function withoutTypes(file) {
  return (await transform(await readFile(file, "utf8"), { loader: "ts", target: "esnext" })).code;
}

function targetOf(file, name) {
  return `./${relative(".", resolve(dirname(file), name))
    .split(sep)
    .join("/")}`;
}

function grouped({ atStart, onDemand: targets }) {
  const inCalls = targets.filter((target) => neededByCalls.test(target));
  const exported = (target) => `export * as part${targets.indexOf(target)} from ${JSON.stringify(target)};`;
  const imported = (path) =>
    `import ${JSON.stringify(path)}${path.endsWith(".json") ? ' with { type: "json" }' : ""};`;
  // Each group has those before it. Otherwise there would be one more file for what only two of them share.
  const contentsOf = {
    [calls]: [...atStart.map(imported), ...inCalls.map(exported), withZod],
    [others]: [`import "${calls}";`, ...targets.map(exported)],
  };
  return {
    name: "on-demand",
    setup({ onResolve, onLoad }) {
      onLoad({ filter: /[\\/]src[\\/].*\.ts$/ }, async ({ path }) => {
        const contents = (await withoutTypes(path)).replace(dynamicImport, (_, name) => {
          const target = targetOf(path, name);
          if (target in alone) return `import("${alone[target]}")`;
          const group = inCalls.includes(target) ? calls : others;
          return `import("${group}").then((all) => all.part${targets.indexOf(target)})`;
        });
        return { contents };
      });
      onResolve({ filter: /^\.\/\w+\.mjs$/ }, ({ path }) =>
        Object.values(alone).includes(path) ? { path, external: true } : undefined,
      );
      onResolve({ filter: new RegExp(`^(${calls}|${others})$`) }, ({ path }) => ({
        path,
        namespace: "group",
      }));
      onLoad({ filter: /./, namespace: "group" }, ({ path }) => ({
        contents: contentsOf[path].join("\n"),
        resolveDir: ".",
      }));
    },
  };
}

/** Writes the files. What they share gets names of its own in place of esbuild's hashes. */
async function write({ outputFiles, metafile }) {
  const chunks = Object.keys(metafile.outputs).filter((path) => !metafile.outputs[path].entryPoint);
  const [shared] = metafile.outputs["dist/server.mjs"].imports.filter(({ path }) => chunks.includes(path));
  if (chunks.length !== 2 || !shared) throw new Error(`Expected two shared files, not ${chunks.join(", ")}.`);
  const names = chunks.map((path) => [
    basename(path),
    path === shared.path ? "shared.mjs" : "calls-shared.mjs",
  ]);
  const named = (text) => names.reduce((all, [chunk, name]) => all.replaceAll(chunk, name), text);
  await Promise.all(outputFiles.map(({ path, text }) => writeFile(named(path), named(text))));
  return { metafile: JSON.parse(named(JSON.stringify(metafile))) };
}

/** Builds dist/server.mjs, dist/shared.mjs and the files to load on demand. */
export async function buildServer(settings) {
  const modules = await importedModules(settings);
  const grouping = {
    ...settings,
    plugins: [zodApart(modules.zod), grouped(modules), ...settings.plugins],
    // V8 looks up the characters of \p{L} when it parses the expression, also in a function that never runs. As `new RegExp`,
    // it does so when the expression is first used.
    supported: { "regexp-sticky-and-unicode-flags": false },
    entryPoints: { server: entry, calls, "on-demand": others },
    outdir: "dist",
    splitting: true,
    chunkNames: "chunk-[hash]",
    outExtension: { ".js": ".mjs" },
    write: false,
  };
  return Promise.all([
    build(grouping).then(write),
    buildZod(settings, modules.zod),
    ...Object.entries(alone).map(([source, built]) =>
      build({ ...settings, entryPoints: [source], outfile: `dist/${basename(built)}` }),
    ),
  ]);
}
