import { execFileSync, execSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { cp } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = new URL("../../../", import.meta.url);
const folder = new URL("../", import.meta.url);

/** Copies the built server to a folder, so that a later build does not change it. Builds it first if necessary. */
export async function copyServer(into) {
  const dist = fileURLToPath(new URL("dist/", root));
  if (!existsSync(join(dist, "main.mjs"))) {
    execFileSync(process.execPath, [fileURLToPath(new URL("scripts/build.mjs", root))], { stdio: "inherit" });
  }
  await cp(dist, into, { recursive: true });
  return join(into, "main.mjs");
}

/** Installs this folder's lockfile unless it is already installed. */
export function installClients() {
  install(folder, "Installing the clients, about 1.7 GB: this takes a minute or two.");
}

/** Installs the lockfile of a folder. Uses Node 24, because npm skips optional packages that need a newer Node. */
export function install(where, notice) {
  if (isInstalled(where)) return;
  process.stderr.write(`${notice}\n`);
  const npm = "npm ci --ignore-scripts --no-audit --no-fund --loglevel=error";
  const stdio = ["ignore", "ignore", "inherit"];
  execSync(`npx -y -p node@24 -c "${npm}"`, { cwd: fileURLToPath(where), stdio });
}

// npm stores a copy of the lockfile in node_modules, without packages for other platforms.
function isInstalled(where) {
  const copy = new URL("node_modules/.package-lock.json", where);
  if (!existsSync(copy)) return false;
  const { packages: wanted } = read(new URL("package-lock.json", where));
  const { packages: there } = read(copy);
  const fits = ([name, { version, optional }]) =>
    name === "" || (there[name] ? there[name].version === version : optional === true);
  return Object.entries(wanted).every(fits);
}

/** A Node of at least this major version: the current one, or version 24 from npm. Undefined if neither is available. */
export function nodeOf(major) {
  if (Number(process.versions.node.split(".")[0]) >= major) return process.execPath;
  node24 ??= fetchNode24();
  return node24 || undefined;
}

let node24;

function fetchNode24() {
  try {
    const stdio = ["ignore", "pipe", "ignore"];
    return execSync('npx -y -p node@24 -c "node -p process.execPath"', { encoding: "utf8", stdio }).trim();
  } catch {
    return "";
  }
}

function read(url) {
  return JSON.parse(readFileSync(url, "utf8"));
}
