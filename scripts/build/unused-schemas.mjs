// Lets esbuild remove unused parts of the SDK. While loading, the SDK creates a zod schema for each of the protocol's 200
// types and registers all of them (specTypeSchemas); this server never reads the registry. That costs a tenth of startup
// and 6 MiB. esbuild cannot know that creating a schema has no side effects, so the calls are marked as pure.
import { parse } from "acorn";
import { outdated } from "./outdated.mjs";

/** The code with every constant from a call marked as removable. */
export function markedPure(code) {
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
export function unregistered(code) {
  const loops =
    /^for \(const (?:key of SPEC_SCHEMA_KEYS|\[key, schema\] of Object\.entries\(authSchemas\))\) register\(.*$/gm;
  if (code.match(loops)?.length !== 2)
    throw outdated("fills its type registry in another way", import.meta.url);
  return code.replace(loops, "");
}
