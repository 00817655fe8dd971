// How esbuild bundles every file in dist.
import { readFile } from "node:fs/promises";
import { isBuiltin } from "node:module";
import { resolve } from "node:path";
import { leanSdk } from "./lean-sdk.mjs";
import { noJsonSchema } from "./no-json-schema.mjs";

// esbuild moves external imports to the top of the file, even from parts that are loaded on demand: every startup would
// load zlib and fs for file type detection. Here a module of Node.js is loaded when one of its names is first used: node:util
// by itself loads node:worker_threads. process.getBuiltinModule needs no node:module, which takes a hundredth of startup.
const builtinsWhenNeeded = {
  name: "builtins-when-needed",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(node:)?[a-z\d_/]+(\?.*)?$/ }, async ({ path: named, kind, importer }) => {
      const [path, names] = named.split("?");
      if (!path.startsWith("node:") && !isBuiltin(path)) return undefined;
      if (kind === "dynamic-import") return { path, external: true };
      const used = names ?? (kind === "import-statement" && (await namesFrom(path, importer)));
      return { path: used ? `${path}?${used}` : path, namespace: "builtin" };
    });
    onLoad({ filter: /./, namespace: "builtin" }, ({ path: named }) => {
      const [path, names] = named.split("?");
      const load = `process.getBuiltinModule(${JSON.stringify(path)})`;
      if (!names) return { contents: `module.exports = ${load};` };
      const getters = names.split(",").map((name) => `get ${name}() { return get().${name}; }`);
      return {
        contents: `
          let all;
          const get = () => all ??= ${load};
          module.exports = { ${getters.join(", ")} };`,
      };
    });
  },
};

/** The names that a file imports from a module, separated by commas; empty if it imports the module as a whole. */
async function namesFrom(module, file) {
  const code = await readFile(file, "utf8").catch(() => "");
  const imports = [...code.matchAll(/^import ([^;]*?) from "([^"]+)"/gm)].filter(
    ([, , from]) => from === module,
  );
  if (!imports.every(([, what]) => /^(type )?\{.*\}$/s.test(what))) return "";
  return imports
    .flatMap(([, what]) => (what.startsWith("type ") ? [] : what.slice(1, -1).split(",")))
    .map((name) => name.trim().split(" ")[0])
    .filter((name) => name && name !== "type")
    .sort()
    .join(",");
}

// The whole package.json is longer than what starts the server.
const packageFacts = {
  name: "package-facts",
  setup({ onLoad }) {
    onLoad({ filter: /package\.json$/ }, async ({ path }) => {
      if (path !== resolve("package.json")) return undefined;
      const { version, engines } = JSON.parse(await readFile(path, "utf8"));
      return { contents: JSON.stringify({ version, engines }), loader: "json" };
    });
  },
};

/** The settings of a bundle. */
export function bundleSettings() {
  return {
    bundle: true,
    platform: "node",
    target: "node20",
    format: "esm",
    minify: true,
    alias: { "@modelcontextprotocol/server/_shims": "./scripts/build/sdk-shims.mjs" },
    plugins: [builtinsWhenNeeded, packageFacts, leanSdk, noJsonSchema],
    metafile: true,
    logLevel: "warning",
  };
}
