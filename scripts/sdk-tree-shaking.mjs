// Lets esbuild remove unused parts of the SDK. While loading, the SDK creates a zod schema for each of the protocol's 200
// types and registers all of them (specTypeSchemas); this server never reads the registry. That costs a tenth of startup
// and 6 MiB. esbuild cannot know that creating a schema has no side effects, so the calls are marked as pure.
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

/** The code with every constant from a call marked as removable. */
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
    throw new Error("The SDK now fills its type registry in another way. Update sdk-tree-shaking.mjs.");
  return code.replace(loops, "");
}
