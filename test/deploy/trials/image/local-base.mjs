// A base image of the local Node and the libraries that it loads: the stand-in for the one of a registry.
import { execFileSync } from "node:child_process";
import { cp, mkdir, realpath, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** Builds it in this folder. Returns its name. */
export async function buildLocalBase(buildah, folder) {
  const name = "localhost/node:local";
  const context = join(folder, "base");
  await copyTo(context, process.execPath, "/usr/local/bin/node");
  const listed = execFileSync("ldd", [process.execPath], { encoding: "utf8" });
  for (const [library] of listed.matchAll(/\/\S+/g)) await copyTo(context, library, library);
  await writeFile(join(context, "Dockerfile"), "FROM scratch\nCOPY . /\n");
  buildah("bud", "--isolation", "chroot", "-t", name, context);
  return name;
}

async function copyTo(root, from, to) {
  const target = join(root, to);
  await mkdir(dirname(target), { recursive: true });
  await cp(await realpath(from), target);
}
