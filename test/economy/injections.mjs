// Every payload at every place (injection/), against this server built from its source.
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
// At the depth of test/support, which finds the built files from there. The linter and the compiler do not look there.
const outfile = path("../../node_modules/.economy/injection.mjs");

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
