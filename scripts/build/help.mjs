// Writes the text of --help: making it from the settings would take longer than the rest of that command.
import { writeFile } from "node:fs/promises";
import { build, transform } from "esbuild";

/** Builds dist/help.mjs. */
export async function buildHelp(settings) {
  const outfile = "dist/help.mjs";
  const result = await build({ ...settings, entryPoints: ["src/cli/help.ts"], write: false, outfile });
  const [{ contents }] = result.outputFiles;
  const code = `data:text/javascript;base64,${Buffer.from(contents).toString("base64")}`;
  const { help } = await import(code);
  const text = `export const help = () => ${JSON.stringify(help())};`;
  await writeFile(outfile, (await transform(text, { charset: "ascii" })).code);
  // The file has no part of a package.
  return [];
}
