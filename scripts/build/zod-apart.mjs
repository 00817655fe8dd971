// Puts zod into a file of its own, dist/zod.cjs. The messages that open a session are read without it (sdk-messages.ts), so
// startup neither parses nor runs it.
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import * as zod from "zod";

export const loader = fileURLToPath(new URL("load-zod.mjs", import.meta.url));
const specifier = /^zod(\/v4)?$/;
// Configures zod. dist/zod.cjs does it by itself.
const configuration = /[\\/]zod-without-jit\.ts$/;

/** The names of zod that the files of a build use. All import it as `z`. */
export async function zodNames({ inputs }) {
  const importing = Object.keys(inputs).filter((path) =>
    inputs[path].imports.some(({ original }) => specifier.test(original)),
  );
  const texts = await Promise.all(importing.map((path) => readFile(path, "utf8")));
  const names = texts.flatMap((text) => [...text.matchAll(/\bz\s*\.(\w+)/g)].map(([, name]) => name));
  return [...new Set(names)].filter((name) => name in zod).sort();
}

/** An esbuild plugin that replaces zod with what loads it when one of the names is first used. */
export function zodApart(names) {
  const getters = names.map((name) => `get ${name}() { return loadZod().${name}; }`);
  return {
    name: "zod-apart",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: specifier }, () => ({ path: "zod", namespace: "zod-apart" }));
      onLoad({ filter: /./, namespace: "zod-apart" }, () => ({
        contents: `
          const { loadZod } = require(${JSON.stringify(loader)});
          module.exports = { ${getters.join(", ")} };`,
        resolveDir: ".",
      }));
      onLoad({ filter: configuration }, () => ({ contents: "" }));
    },
  };
}

/** Builds dist/zod.cjs with these names. */
export function buildZod(settings, names) {
  const contents = `import "./src/base/zod-without-jit.ts"; export { ${names.join(", ")} } from "zod";`;
  const stdin = { contents, resolveDir: "." };
  return build({ ...settings, stdin, outfile: "dist/zod.cjs", format: "cjs" });
}
