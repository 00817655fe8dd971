// How esbuild bundles every file in dist.
import { readFile } from "node:fs/promises";
import { isBuiltin } from "node:module";
import { resolve } from "node:path";
import { leanSdk } from "./lean-sdk.mjs";
import { noJsonSchema } from "./no-json-schema.mjs";

// esbuild moves external imports to the top of the file, even from parts that are loaded on demand: every startup would
// load zlib and fs for file type detection. As CommonJS they are loaded with their part. process.getBuiltinModule needs no
// node:module, which takes a hundredth of startup.
const builtinsWhenNeeded = {
  name: "builtins-when-needed",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(node:)?[a-z\d_/]+$/ }, ({ path, kind }) => {
      if (!path.startsWith("node:") && !isBuiltin(path)) return undefined;
      return kind === "dynamic-import" ? { path, external: true } : { path, namespace: "builtin" };
    });
    onLoad({ filter: /./, namespace: "builtin" }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule(${JSON.stringify(path)});`,
    }));
  },
};

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
