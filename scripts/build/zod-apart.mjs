// Puts zod into a file of its own, dist/zod.cjs, that is loaded with the first schema. The messages of a client that connects
// are read without one (cheap-guards.mjs), so startup neither parses zod nor runs it.
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import * as zod from "zod";

export const loader = fileURLToPath(new URL("load-zod.mjs", import.meta.url));
const used = /\bz\s*\.(\w+)/g;
// Configures zod, which the file does by itself.
const configuration = /[\\/]zod-without-jit\.ts$/;

/** The names of zod that some files use. */
async function namesIn(paths) {
  const texts = await Promise.all(paths.map((path) => readFile(path, "utf8")));
  return [...new Set(texts.flatMap((text) => [...text.matchAll(used)].map(([, name]) => name)))]
    .filter((name) => name in zod)
    .sort();
}

/** An esbuild plugin that replaces zod with what loads it at the first use of a name. */
export function zodApart(names) {
  return {
    name: "zod-apart",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^zod(\/v4)?$/ }, () => ({ path: "zod", namespace: "zod-apart" }));
      onLoad({ filter: /./, namespace: "zod-apart" }, () => ({
        contents: `
          const { loadZod } = require(${JSON.stringify(loader)});
          module.exports = { ${names.map((name) => `get ${name}() { return loadZod().${name}; }`).join(", ")} };`,
        resolveDir: ".",
      }));
      onLoad({ filter: configuration }, () => ({ contents: "" }));
    },
  };
}

export async function zodNames(metafile) {
  const paths = Object.entries(metafile.inputs)
    .filter(([, { imports }]) => imports.some(({ original }) => /^zod(\/v4)?$/.test(original)))
    .map(([path]) => path);
  return namesIn(paths.filter((path) => !path.includes("node_modules/zod/")));
}

/** Builds dist/zod.cjs with these names. */
export function buildZod(settings, names) {
  return build({
    ...settings,
    stdin: {
      contents: `import "./src/base/zod-without-jit.ts"; export { ${names.join(", ")} } from "zod";`,
      resolveDir: ".",
    },
    outfile: "dist/zod.cjs",
    format: "cjs",
  });
}
