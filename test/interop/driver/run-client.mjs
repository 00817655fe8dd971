import { fork } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startHttpWitness } from "./http-witness.mjs";
import { nodeOf } from "./prepare.mjs";

// Most clients take a few seconds, but all of them share a machine with other programs.
const timeoutMs = 420_000;
const file = (name) => fileURLToPath(new URL(name, import.meta.url));

/**
 * Runs one client with its own process and home: over HTTP if a service is given. Returns its observations and the
 * protocol, or the reason for failure.
 */
export async function runClient(name, { main, cases, service }) {
  const { default: client } = await import(`../clients/${name}.mjs`);
  const node = nodeOf(client.nodeMajor);
  if (!client.version) return { client, absent: `${client.package} does not install here` };
  if (!node) return { client, absent: `needs Node ${client.nodeMajor}, which is not to be had here` };

  const folder = await mkdtemp(join(tmpdir(), "interop-"));
  try {
    const home = join(folder, "home");
    const cwd = join(folder, "work");
    for (const one of [home, cwd]) await mkdir(one);
    const way = service ? await overHttp(service) : overStdio(client, main, join(folder, "notes"));
    const server = { name: "codat-customers", cases, ...way.server };
    const child = fork(file("client-process.mjs"), [name], {
      execPath: node,
      execArgv: [],
      cwd,
      env: environment(home),
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    const answer = await answerOf(child, server);
    return { client, ...answer, protocols: await way.protocols() };
  } finally {
    // A process that is ending may still write there.
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

function overStdio({ startsWith = "" }, main, notes) {
  const args = [file("witness.mjs"), notes, startsWith, process.execPath, main, "--sandbox"];
  return { server: { command: process.execPath, args }, protocols: () => protocolsIn(notes) };
}

async function overHttp({ url, headers }) {
  const witness = await startHttpWitness(url);
  return {
    server: { url: witness.url, headers },
    async protocols() {
      await witness.close();
      return witness.protocols();
    },
  };
}

// Excludes the user's settings, keys and servers. The proxy does not exist, so network requests fail.
function environment(home) {
  const kept = ["PATH", "SystemRoot", "ComSpec", "PATHEXT", "TMPDIR", "TEMP", "TMP"];
  const nowhere = "http://127.0.0.1:9";
  return {
    ...Object.fromEntries(kept.flatMap((key) => (process.env[key] ? [[key, process.env[key]]] : []))),
    HOME: home,
    USERPROFILE: home,
    HTTP_PROXY: nowhere,
    HTTPS_PROXY: nowhere,
    NO_PROXY: "127.0.0.1,localhost",
  };
}

async function answerOf(child, server) {
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk) => {
      output += chunk;
    });
  }
  const timer = setTimeout(() => child.kill("SIGKILL"), timeoutMs);
  try {
    return await new Promise((resolve, reject) => {
      child.on("message", resolve);
      child.on("error", reject);
      child.on("exit", (code, signal) => {
        resolve({ failure: `It ended without an answer (${signal ?? code}).\n${output.slice(-2000)}` });
      });
      child.send(server);
    });
  } finally {
    clearTimeout(timer);
    child.kill("SIGKILL");
  }
}

async function protocolsIn(notes) {
  const text = await readFile(notes, "utf8").catch(() => "");
  const lines = text.split("\n").filter(Boolean);
  return [...new Set(lines.flatMap((line) => JSON.parse(line).protocol ?? []))];
}
