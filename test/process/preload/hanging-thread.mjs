// A thread of Node's pool that waits for ever, as for a DNS server or a network disk that does not answer.
import { execFileSync } from "node:child_process";
import { mkdtempSync, open, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const folder = mkdtempSync(join(tmpdir(), "hanging thread "));
const pipe = join(folder, "nobody-writes");
execFileSync("mkfifo", [pipe]);
open(pipe, "r", () => {});
// Once it is open, it is waited for: its name is needed no more.
setTimeout(() => rmSync(folder, { recursive: true, force: true }), 50).unref();
