// Prints a sentence for each license that is not allowed, and exits with 1 if there is one. The published files may contain
// only permissive licenses; what only builds and tests them may also have a few others.
//   node scripts/licenses.mjs [SBOM] [LOCKFILE]
import { readFile } from "node:fs/promises";
import { allowed, allowedInTools, isAllowed } from "./licenses/allowed.mjs";

const [bomFile = "dist/sbom.cdx.json", lockFile = "package-lock.json"] = process.argv.slice(2);
const bom = JSON.parse(await readFile(bomFile, "utf8"));
const lock = JSON.parse(await readFile(lockFile, "utf8"));

const published = bom.components.flatMap((one) => [one, ...(one.components ?? [])]);
const tools = Object.entries(lock.packages).filter(([path]) => path !== "");
const problems = [
  ...published
    .map(({ name, licenses = [] }) => [name, licenses.map(textOf).join(" AND ")])
    .filter(([, license]) => !isAllowed(license, allowed))
    .map(([name, license]) => `${name} is in the published files, under ${license || "no license"}.`),
  ...tools
    .filter(([, { license = "" }]) => !isAllowed(license, allowedInTools))
    .map(([path, { license }]) => `${path} builds or tests this package, under ${license ?? "no license"}.`),
];
for (const problem of problems) process.stderr.write(`${problem}\n`);
process.exitCode = problems.length > 0 ? 1 : 0;
process.stdout.write(
  `${published.length} published parts and ${tools.length} tools, ${problems.length} licenses not allowed\n`,
);

function textOf({ license, expression }) {
  return license?.id ?? expression ?? license?.name ?? "";
}
