// A program in the built image as an orchestrator starts it: without root, without rights, on a disk that is read-only.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";

// As container runtimes do, before the disk becomes read-only.
const mountPoints = ["proc", "dev", "tmp", "run/secrets/codat"];

/** Prepares the image's files at `root`. Returns how to start a program in them. */
export async function openContainer({ root, config, secrets }) {
  for (const path of mountPoints) await mkdir(join(root, path), { recursive: true });
  const [uid, gid] = config.User.split(":").map(Number);
  const path = Object.fromEntries(config.Env.map((line) => line.split(/=(.*)/s)));
  return {
    /** Starts a program as process 1. Its variables are those of the image and these. */
    start(command, variables = {}) {
      const environment = Object.entries({ ...path, ...variables });
      const args = [
        ["--ro-bind", root, "/"],
        ["--proc", "/proc"],
        ["--dev", "/dev"],
        ["--tmpfs", "/tmp"],
        ["--ro-bind", secrets, "/run/secrets/codat"],
        ["--unshare-user", "--unshare-pid", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup"],
        ["--as-pid-1", "--die-with-parent", "--new-session", "--cap-drop", "ALL", "--clearenv"],
        environment.flatMap(([name, value]) => ["--setenv", name, value]),
        ["--chdir", config.WorkingDir, "--info-fd", "3", "--", ...command],
      ].flat();
      return spawn("bwrap", args, { uid, gid, stdio: ["ignore", "pipe", "pipe", "pipe"] });
    },
    /** Runs a program to its end. */
    async run(command, variables) {
      const child = this.start(command, variables);
      let output = "";
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding("utf8").on("data", (text) => {
          output += text;
        });
      }
      child.stdio[3].resume();
      const [code] = await once(child, "close");
      return { code, output };
    },
  };
}

/** The process that runs in the container, as this machine numbers it. */
export async function pidIn(child) {
  let text = "";
  for await (const part of child.stdio[3].setEncoding("utf8")) text += part;
  return JSON.parse(text)["child-pid"];
}
