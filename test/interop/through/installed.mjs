import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The package's version and the minimum Node of it and the other packages. No version if one is not installed. */
export function installed(name, ...others) {
  const packages = [name, ...others].map(packageOf);
  const majors = packages.map((one) => Number(/\d+/.exec(one?.engines?.node ?? "0")[0]));
  const version = packages.every(Boolean) ? packages[0].version : undefined;
  return { package: name, version, nodeMajor: Math.max(...majors) };
}

/** The file of a command in a package of this folder. */
export function binaryOf(name, command) {
  return fileOf(name, packageOf(name).bin[command]);
}

/** A file in a package of this folder. */
export function fileOf(name, path) {
  return fileURLToPath(new URL(path, folderOf(name)));
}

function packageOf(name) {
  try {
    return JSON.parse(readFileSync(new URL("package.json", folderOf(name)), "utf8"));
  } catch {
    return undefined;
  }
}

function folderOf(name) {
  return new URL(`../node_modules/${name}/`, import.meta.url);
}
