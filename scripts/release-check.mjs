// Says what stands against publishing this folder, a sentence each, and then ends with exit 1.
//   node scripts/release-check.mjs [--tag v1.2.3]   with the tag that is to be released
//   node scripts/release-check.mjs --write          writes the address in package.json's repository wherever it belongs
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";

const files = ["package.json", "server.json", "manifest.json", "README.md", "SECURITY.md"].filter(existsSync);
const { values } = parseArgs({ options: { tag: { type: "string" }, write: { type: "boolean" } } });
const { name, version, repository } = JSON.parse(readFileSync("package.json", "utf8"));
const address = /^git\+(https:\/\/github\.com\/([\w-]+)\/[\w.-]+)\.git$/.exec(repository.url);
if (!address)
  end(["The repository in package.json must be of the form git+https://github.com/OWNER/NAME.git."]);
const [, url, owner] = address;

if (values.write) {
  for (const file of files) writeFileSync(file, withAddress(file));
}
end([...addresses(), ...tag()]);

// A file's text, with the project's address at GitHub and its owner in its name at the MCP registry. In the manifests there is no
// address of any other project.
function withAddress(file) {
  return readFileSync(file, "utf8")
    .replace(/https:\/\/github\.com\/([\w-]+)\/([\w-]+(?:\.(?!git\b)[\w-]+)*)/g, (found, whose, what) =>
      file.endsWith(".json") || whose === "OWNER" || what === name ? url : found,
    )
    .replaceAll(new RegExp(`\\bio\\.github\\.[\\w-]+/${name}\\b`, "g"), `io.github.${owner}/${name}`);
}

function addresses() {
  if (owner === "OWNER") {
    return [
      `${url} is a placeholder: put the repository's address into package.json (repository), then run node scripts/release-check.mjs --write.`,
    ];
  }
  return files
    .filter((file) => withAddress(file) !== readFileSync(file, "utf8"))
    .map(
      (file) => `${file} names another repository than ${url}: run node scripts/release-check.mjs --write.`,
    );
}

function tag() {
  return values.tag === undefined || values.tag === `v${version}`
    ? []
    : [`The tag ${values.tag} is not that of version ${version}: v${version}.`];
}

function end(sentences) {
  for (const sentence of sentences) process.stderr.write(`${sentence}\n`);
  process.exit(sentences.length > 0 ? 1 : 0);
}
