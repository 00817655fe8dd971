// How esbuild bundles every file in dist.
import { leanSdk } from "./lean-sdk.mjs";

// esbuild moves external imports to the top of the file, even from parts that are loaded on demand: every startup would
// load zlib and fs for file type detection. As CommonJS they are loaded with their part.
const builtinsWhenNeeded = {
  name: "builtins-when-needed",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:/ }, ({ path, kind }) =>
      kind === "import-statement" ? { path, namespace: "builtin" } : { path, external: true },
    );
    onLoad({ filter: /./, namespace: "builtin" }, ({ path }) => ({
      contents: `module.exports = require(${JSON.stringify(path)});`,
    }));
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
    // CommonJS parts of the bundle call require, which ESM lacks.
    banner: {
      js: 'import{createRequire}from"node:module";const require=createRequire(import.meta.url);',
    },
    alias: { "@modelcontextprotocol/server/_shims": "./scripts/build/sdk-shims.mjs" },
    plugins: [builtinsWhenNeeded, leanSdk],
    metafile: true,
    logLevel: "warning",
  };
}
