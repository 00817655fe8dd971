// The licenses of the bundled packages, as text for people.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

// License texts that are not in a file called LICENSE at the top of the package.
const elsewhere = {
  "@jsquash/jpeg": "codec/LICENSE.codec.md",
  "@jsquash/webp": "codec/LICENSE.codec.md",
  omggif: "README",
};

export async function notices(packages) {
  const parts = await Promise.all(packages.map(notice));
  return `codat-customers-mcp contains the following software.\n\n${parts.join("\n")}`;
}

async function notice({ folder, name, version, license, within }) {
  const files = (await readdir(folder)).filter((entry) => /^licen[cs]e/i.test(entry)).sort();
  if (elsewhere[name]) files.push(elsewhere[name]);
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), "utf8")));
  const text = [...(texts.length > 0 ? texts : [`License: ${license}\n`]), within?.notice ?? ""].join("\n");
  return `${"=".repeat(80)}\n${name} ${version} (${license})\n${"=".repeat(80)}\n${text}`;
}
