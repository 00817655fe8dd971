// Groups what src/main.ts imports on demand. Startup then parses half of the code: dist/server.mjs, and dist/shared.mjs with
// what both need. esbuild by itself would write sixty files, one for each set of modules that some imports share.
import { readFile } from "node:fs/promises";
import { dirname, relative, resolve, sep } from "node:path";
import { build, transform } from "esbuild";

const entry = "src/main.ts";
const virtual = "on-demand:";
const dynamicImport = /\bimport\("(\.[^"]+\.ts)"\)/g;
// Every call to Codat needs it, and it shares nothing.
const alone = { source: "./src/codat/ky-instance.ts", built: "./ky.mjs" };

/** The modules that `entry`, or what it imports, imports on demand: paths of this project, and packages. */
async function importedOnDemand(settings) {
  const { metafile } = await build({ ...settings, entryPoints: [entry], write: false, minify: false });
  const files = Object.keys(metafile.inputs).filter((path) => path.startsWith("src/"));
  const found = await Promise.all(
    files.map(async (file) =>
      [...(await withoutTypes(file)).matchAll(dynamicImport)].map(([, name]) => targetOf(file, name)),
    ),
  );
  return [...new Set(found.flat())].filter((target) => target !== alone.source).sort();
}

async function withoutTypes(file) {
  return (await transform(await readFile(file, "utf8"), { loader: "ts", target: "esnext" })).code;
}

function targetOf(file, name) {
  return name.startsWith(".")
    ? `./${relative(".", resolve(dirname(file), name))
        .split(sep)
        .join("/")}`
    : name;
}

function grouped(targets) {
  return {
    name: "on-demand",
    setup({ onResolve, onLoad }) {
      onLoad({ filter: /[\\/]src[\\/].*\.ts$/ }, async ({ path }) => {
        const contents = (await withoutTypes(path)).replace(dynamicImport, (_, name) => {
          const target = targetOf(path, name);
          if (target === alone.source) return `import("${alone.built}")`;
          const nth = targets.indexOf(target);
          return `import("${virtual}").then((all) => all.part${nth})`;
        });
        return { contents };
      });
      onResolve({ filter: /^\.\/ky\.mjs$/ }, ({ path }) => ({ path, external: true }));
      onResolve({ filter: new RegExp(`^${virtual}$`) }, () => ({ path: virtual, namespace: "on-demand" }));
      onLoad({ filter: /./, namespace: "on-demand" }, () => ({
        contents: targets
          .map((target, nth) => `export * as part${nth} from ${JSON.stringify(target)};`)
          .join("\n"),
        resolveDir: ".",
      }));
    },
  };
}

/** Builds dist/server.mjs, dist/shared.mjs and, to load on demand, dist/on-demand.mjs and dist/ky.mjs. */
export async function buildServer(settings) {
  const targets = await importedOnDemand(settings);
  return Promise.all([
    build({
      ...settings,
      plugins: [grouped(targets), ...settings.plugins],
      entryPoints: { server: entry, "on-demand": virtual },
      outdir: "dist",
      splitting: true,
      chunkNames: "shared",
      outExtension: { ".js": ".mjs" },
    }),
    build({ ...settings, entryPoints: [alone.source], outfile: "dist/ky.mjs" }),
  ]);
}
