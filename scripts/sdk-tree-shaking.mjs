// Lets esbuild leave out what of the SDK is not used. The SDK makes a zod schema for each of the protocol's two hundred
// types while it loads, and puts all of them into a registry (specTypeSchemas) that this server never reads: a tenth of
// a start and 6 MiB. esbuild cannot know that making a schema does nothing else, so it is told.
import { readFile } from "node:fs/promises";
import { parse } from "acorn";

const schemas = /@modelcontextprotocol[\\/]core[\\/]dist[\\/](schemas|auth)-[\w-]+\.mjs$/;
const registry = /@modelcontextprotocol[\\/]server[\\/]dist[\\/]src-[\w-]+\.mjs$/;

export const sdkTreeShaking = {
  name: "sdk-tree-shaking",
  setup({ onLoad }) {
    onLoad({ filter: schemas }, async ({ path }) => ({ contents: markedPure(await readFile(path, "utf8")) }));
    onLoad({ filter: registry }, async ({ path }) => ({
      contents: unregistered(await readFile(path, "utf8")),
    }));
  },
};

/** The code with each constant that a call makes marked as one that may be left out. */
function markedPure(code) {
  const calls = parse(code, { ecmaVersion: "latest", sourceType: "module" })
    .body.filter(({ type }) => type === "VariableDeclaration")
    .flatMap(({ declarations }) => declarations)
    .map(({ init }) => init)
    .filter((init) => init?.type === "CallExpression");
  return calls.reduceRight(
    (marked, { start, end }) =>
      `${marked.slice(0, start)}/* @__PURE__ */ (() => ${marked.slice(start, end)})()${marked.slice(end)}`,
    code,
  );
}

/** The code without the loops that fill the registry. */
function unregistered(code) {
  const loops =
    /^for \(const (?:key of SPEC_SCHEMA_KEYS|\[key, schema\] of Object\.entries\(authSchemas\))\) register\(.*$/gm;
  const found = code.match(loops)?.length;
  if (found !== 2)
    throw new Error("The SDK fills its registry of types differently now: look at sdk-tree-shaking.mjs.");
  return code.replace(loops, "");
}
