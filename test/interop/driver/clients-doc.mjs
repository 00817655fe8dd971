import { readFile, writeFile } from "node:fs/promises";

const file = new URL("../../../docs/clients.md", import.meta.url);
const marked = /(<!-- interop -->\n\n)[\s\S]*?(<!-- \/interop -->)/;

/** Writes the tables between the markers in docs/clients.md. */
export async function writeTables(tables) {
  const text = await readFile(file, "utf8");
  await writeFile(
    file,
    text.replace(marked, (_, begin, end) => `${begin}${tables}\n\n${end}`),
  );
}

/** Whether docs/clients.md has these tables, from any date. */
export async function hasTables(tables) {
  const text = await readFile(file, "utf8");
  return text.includes(`\n\n${tables}\n\n<!-- /interop -->`);
}
