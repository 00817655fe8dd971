// Every payload at every place (injection/), against this server built from its source.
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
// Beside the packages that it imports, and at the depth of test/support, which finds the built files from there.
const outfile = path("../compare/node_modules/.built/injection.mjs");

export async function runInjections() {
  await build({
    entryPoints: [path("injection/all.ts")],
    outfile,
    bundle: true,
    packages: "external",
    platform: "node",
    target: "node20",
    format: "esm",
    logLevel: "warning",
  });
  const { tryAll } = await import(pathToFileURL(outfile).href);
  return tryAll();
}
