// A proxy between a client and the server that forwards every byte and records the protocol in a file. START is what it
// writes to the server first.
// Usage: node witness.mjs NOTES START PROGRAM ARGUMENTS…
import { spawn } from "node:child_process";
import { appendFileSync } from "node:fs";
import { createInterface } from "node:readline";

const [notes, start, program, ...args] = process.argv.slice(2);
const server = spawn(program, args, { stdio: ["pipe", "pipe", "inherit"] });
const versionKey = "io.modelcontextprotocol/protocolVersion";

server.stdin.write(start);
process.stdin.pipe(server.stdin);
server.stdout.pipe(process.stdout);
createInterface({ input: process.stdin }).on("line", (line) => {
  const { method, params } = read(line);
  if (method) note({ method, tool: params?.name, protocol: params?._meta?.[versionKey] });
});
createInterface({ input: server.stdout }).on("line", (line) => {
  const { result } = read(line);
  // Only the response to `initialize` has the version.
  if (result?.protocolVersion) note({ protocol: result.protocolVersion });
});

// A closed client or server is not a failure of this proxy.
for (const stream of [server.stdin, process.stdout]) stream.on("error", () => {});
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"]) process.on(signal, () => server.kill(signal));
server.on("close", (code) => process.exit(code ?? 1));

function note(fact) {
  appendFileSync(notes, `${JSON.stringify(fact)}\n`);
}

function read(line) {
  try {
    return JSON.parse(line);
  } catch {
    return {};
  }
}
