import { readFile, writeFile } from "node:fs/promises";

const file = new URL("../../../README.md", import.meta.url);
const marked = /(<!-- interop -->\n\n)[\s\S]*?(<!-- \/interop -->)/;

/** Puts the tables where the README marks their place. */
export async function writeTables(tables) {
  const readme = await readFile(file, "utf8");
  await writeFile(
    file,
    readme.replace(marked, (_, begin, end) => `${begin}${tables}\n\n${end}`),
  );
}

/** Whether the README has just these, of whatever day. */
export async function hasTables(tables) {
  const readme = await readFile(file, "utf8");
  return readme.includes(`\n\n${tables}\n\n<!-- /interop -->`);
}
