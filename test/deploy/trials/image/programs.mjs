// The programs that build and run an image without a container engine.
import { execFileSync, spawnSync } from "node:child_process";

/** A sentence for each program that is missing or may not run here. */
export function missingPrograms() {
  const sentences = [];
  if (process.platform !== "linux") return ["Images are built only on Linux."];
  if (process.getuid() !== 0) return ["Only root can build the image here. Run it as root, in a container."];
  for (const [program, name] of [
    ["buildah", "buildah"],
    ["bwrap", "bubblewrap"],
  ]) {
    if (spawnSync(program, ["--version"]).error)
      sentences.push(`${program} is not installed. Install it: apt-get install ${name}.`);
  }
  if (sentences.length > 0) return sentences;
  const tried = spawnSync("bwrap", ["--unshare-user", "--ro-bind", "/", "/", "true"], {
    uid: 65532,
    gid: 65532,
    encoding: "utf8",
  });
  return tried.status === 0 ? [] : [`bwrap cannot start a program here: ${tried.stderr.trim()}`];
}

/** buildah with a store of its own in this folder. Every call returns what it printed. */
export function buildahIn(folder) {
  const store = ["--root", `${folder}/store`, "--runroot", `${folder}/run`, "--storage-driver", "vfs"];
  return (command, ...args) =>
    execFileSync("buildah", [...store, command, ...args], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
      maxBuffer: 64 * 1024 * 1024,
    }).trim();
}
