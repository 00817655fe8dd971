// Blocks a thread of Node's pool forever, like an unresponsive DNS server or network disk.
import { execFileSync } from "node:child_process";
import { mkdtempSync, open, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const folder = mkdtempSync(join(tmpdir(), "hanging thread "));
const pipe = join(folder, "no-writer");
execFileSync("mkfifo", [pipe]);
open(pipe, "r", () => {});
// The thread waits on the open pipe, so its path is no longer needed.
setTimeout(() => rmSync(folder, { recursive: true, force: true }), 50).unref();
