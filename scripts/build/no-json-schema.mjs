// An esbuild plugin that leaves out what derives JSON Schemas from zod schemas (20 KB at every startup): the schemas for
// clients are in src/toolkit/input/parameters.ts.
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { parse } from "acorn";

const derivation = /zod[\\/]v4[\\/]core[\\/](to-json-schema|json-schema-processors)\.js$/;
// Called by every schema when it is created; each returns a function.
const makers = ["createToJSONSchemaMethod", "createStandardJSONSchemaMethod"];

export const noJsonSchema = {
  name: "no-json-schema",
  setup({ onLoad }) {
    onLoad({ filter: derivation }, async ({ path }) => {
      const names = exportsOf(await readFile(path, "utf8"));
      if (basename(path) === "to-json-schema.js" && !makers.every((name) => names.includes(name)))
        throw new Error(
          "zod now derives JSON Schemas in another way. Update scripts/build/no-json-schema.mjs.",
        );
      const all = names.map((name) => `${makers.includes(name) ? "make" : "absent"} as ${name}`);
      const contents = `
        const absent = () => { throw new Error("This program does not derive JSON Schemas."); };
        const make = () => absent;
        export { ${all.join(", ")} };`;
      return { contents };
    });
  },
};

function exportsOf(code) {
  return parse(code, { ecmaVersion: "latest", sourceType: "module" })
    .body.filter(({ type }) => type === "ExportNamedDeclaration")
    .flatMap(({ declaration, specifiers }) => {
      if (!declaration) return specifiers.map(({ exported }) => exported.name);
      return (declaration.declarations ?? [declaration]).map(({ id }) => id.name);
    });
}
