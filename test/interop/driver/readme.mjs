import { readFile, writeFile } from "node:fs/promises";

const file = new URL("../../../README.md", import.meta.url);
const marked = /(<!-- interop -->\n\n)[\s\S]*?(<!-- \/interop -->)/;

/** Writes the tables between the README's markers. */
export async function writeTables(tables) {
  const readme = await readFile(file, "utf8");
  await writeFile(
    file,
    readme.replace(marked, (_, begin, end) => `${begin}${tables}\n\n${end}`),
  );
}

/** Whether the README has these tables, from any date. */
export async function hasTables(tables) {
  const readme = await readFile(file, "utf8");
  return readme.includes(`\n\n${tables}\n\n<!-- /interop -->`);
}
