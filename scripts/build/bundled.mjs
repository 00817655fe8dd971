// The packages in the built files, from esbuild's metafile: node_modules lists more than the bundles contain.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { withinPackage } from "./within.mjs";

const project = ".";

/**
 * The packages in the results of some builds: directory, name, version, license, the built files that contain parts of it,
 * the directories of the packages that it imports, whether this project imports it directly, and the software compiled into it.
 */
export async function bundledPackages(results) {
  const found = importsByFolder(results);
  const own = found.get(project);
  const folders = [...found.keys()].filter((folder) => folder !== project).sort();
  return Promise.all(
    folders.map(async (folder) => {
      const { name, version, license } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
      const { files, imports } = found.get(folder);
      return {
        folder,
        name,
        version,
        license,
        files: [...files].sort(),
        imports: folders.filter((other) => other !== folder && imports.has(other)),
        direct: own.imports.has(folder),
        within: withinPackage(name, version),
      };
    }),
  );
}

function importsByFolder(results) {
  const found = new Map();
  for (const { metafile } of results) {
    for (const [file, { inputs }] of Object.entries(metafile.outputs)) {
      for (const path of Object.keys(inputs).filter((path) => inputs[path].bytesInOutput > 0)) {
        const folder = folderOf(path);
        const { files, imports } = found.get(folder) ?? { files: new Set(), imports: new Set() };
        found.set(folder, { files: files.add(file), imports });
        for (const imported of metafile.inputs[path].imports) imports.add(folderOf(imported.path));
      }
    }
  }
  return found;
}

function folderOf(path) {
  return /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? project;
}
