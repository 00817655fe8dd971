// Prints a sentence for each reason not to publish this directory. Exits with 1 if there is one.
//   node scripts/release-check.mjs [--tag v1.2.3]   also checks the tag of the release
//   node scripts/release-check.mjs --write          copies the repository address from package.json to the other files
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

// A file's text with this repository's GitHub address, and with its owner in the MCP registry name. The JSON files contain
// no address of another project.
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
      `${url} is a placeholder. Set the repository in package.json, then run node scripts/release-check.mjs --write.`,
    ];
  }
  return files
    .filter((file) => withAddress(file) !== readFileSync(file, "utf8"))
    .map(
      (file) => `${file} does not have the repository ${url}. Run node scripts/release-check.mjs --write.`,
    );
}

function tag() {
  return values.tag === undefined || values.tag === `v${version}`
    ? []
    : [`The tag is ${values.tag}, but version ${version} needs v${version}.`];
}

function end(sentences) {
  for (const sentence of sentences) process.stderr.write(`${sentence}\n`);
  process.exit(sentences.length > 0 ? 1 : 0);
}
