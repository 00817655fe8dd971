// Packs the files of npm run build into the Claude Desktop bundle DIRECTORY/codat-customers-mcp-VERSION.mcpb and writes its
// sha256 next to it. The same files give the same bytes on every machine: sorted, with one date, compressed in JavaScript.
//   node scripts/bundle.mjs [DIRECTORY]   default: bundle/
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { unpackExtension, validateManifest } from "@anthropic-ai/mcpb";
import { unzipSync, zipSync } from "fflate";

const directory = resolve(process.argv[2] ?? fileURLToPath(new URL("../bundle", import.meta.url)));
process.chdir(fileURLToPath(new URL("..", import.meta.url)));

const largestBytes = 4_000_000;
const runs = new Set(["dist/main.mjs"]);
const { program, documents, upstreams } = JSON.parse(await readFile("src/base/program-files.json", "utf8"));
// Hosts start the server on stdio, without the HTTP service and traces.
const built = [...program, ...documents, ...upstreams, "THIRD_PARTY_NOTICES.txt"];
const files = ["LICENSE", "README.md", ...built.map((name) => `dist/${name}`)];

// Claude's extension directory expects icon.png next to the manifest.
const manifest = { ...JSON.parse(await readFile("manifest.json", "utf8")), icon: "icon.png" };
const contents = new Map([
  ["icon.png", await readFile("assets/icon.png")],
  ["manifest.json", Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`)],
]);
for (const file of files) contents.set(file, await readFile(file));

const bundle = zip(contents);
const name = `${manifest.name}-${manifest.version}.mcpb`;
const sha256 = createHash("sha256").update(bundle).digest("hex");
await mkdir(directory, { recursive: true });
await writeFile(join(directory, name), bundle);
await validate(join(directory, name));
await writeFile(join(directory, `${name}.sha256`), `${sha256}  ${name}\n`);
process.stdout.write(`${weights(bundle)}\n${join(directory, name)}\nsha256 ${sha256}\n`);

function zip(contents) {
  const entries = [...contents.keys()].sort().map((path) => {
    const mode = runs.has(path) ? 0o755 : 0o644;
    return [path, [contents.get(path), { os: 3, attrs: mode << 16 }]];
  });
  // Dates in a zip have no time zone, so this local time is the same bytes on every machine.
  return zipSync(Object.fromEntries(entries), { level: 9, mtime: new Date(2000, 0, 1, 12) });
}

// Unpacks the bundle again, to check what a host will find.
async function validate(mcpbPath) {
  const outputDir = await mkdtemp(join(tmpdir(), "codat-bundle-"));
  try {
    const unpacked = await unpackExtension({ mcpbPath, outputDir, silent: true });
    if (!unpacked || !validateManifest(outputDir)) throw new Error(`${name} is not a valid bundle.`);
  } finally {
    await rm(outputDir, { recursive: true });
  }
  if (bundle.length >= largestBytes) {
    throw new Error(`${name} has ${bundle.length} bytes; it must have fewer than ${largestBytes}.`);
  }
}

function weights(bundle) {
  const rows = [["total", bundle.length, "bytes"]];
  unzipSync(bundle, {
    filter: ({ name, size, originalSize }) => {
      rows.push([name, size, `of ${originalSize}`]);
      return false;
    },
  });
  rows.sort(([, one], [, other]) => other - one);
  return rows.map(([path, size, of]) => `${path.padEnd(30)}${String(size).padStart(9)} ${of}`).join("\n");
}
