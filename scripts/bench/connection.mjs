// A minimal client: an SDK's client would add its own time to every measurement.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { getDefaultEnvironment } from "@modelcontextprotocol/client/stdio";

const longestStopMs = 3000;

/** Starts a server in its own process, with the environment that hosts pass plus `settings`. */
export function startServer(file, settings = {}) {
  const env = { ...getDefaultEnvironment(), ...settings };
  const child = spawn(process.execPath, [file], { env, stdio: ["pipe", "pipe", "pipe"] });
  const ended = once(child, "close");
  const waiting = new Map();
  let lastId = 0;
  let log = "";
  child.stderr.on("data", (chunk) => {
    log += chunk;
  });
  child.stdin.on("error", () => {});
  child.on("close", (code) => {
    const error = new Error(`The server exited with ${code} during a request. ${log.trim()}`);
    for (const { reject } of waiting.values()) reject(error);
  });

  let pieces = [];
  child.stdout.on("data", (chunk) => {
    let rest = chunk;
    for (let end = rest.indexOf("\n"); end >= 0; end = rest.indexOf("\n")) {
      receive(Buffer.concat([...pieces, rest.subarray(0, end)]));
      pieces = [];
      rest = rest.subarray(end + 1);
    }
    pieces.push(rest);
  });

  function receive(line) {
    const { id, result, error } = JSON.parse(line.toString());
    const { resolve, reject } = waiting.get(id) ?? {};
    waiting.delete(id);
    if (error) reject?.(new Error(error.message));
    else resolve?.({ result, bytes: line.length });
  }

  function send(...messages) {
    child.stdin.write(
      messages.map((message) => `${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`).join(""),
    );
  }

  function expect(id) {
    return new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
  }

  return {
    pid: child.pid,

    /** The result of tools/list. All messages before it are written in one go. */
    async open() {
      const [initialize, list] = [++lastId, ++lastId];
      const answers = Promise.all([expect(initialize), expect(list)]);
      send(
        { id: initialize, method: "initialize", params: opening },
        { method: "notifications/initialized" },
        { id: list, method: "tools/list", params: {} },
      );
      return (await answers)[1];
    },

    /** The result of a tool, also if it is an error. */
    async ask(name, args, _meta) {
      const id = ++lastId;
      const answer = expect(id);
      send({ id, method: "tools/call", params: { name, arguments: args, _meta } });
      return (await answer).result;
    },

    /** Calls a tool and cancels the call once it runs. */
    async askAndCancel(name, args) {
      const id = ++lastId;
      send({ id, method: "tools/call", params: { name, arguments: args } });
      await this.ping();
      send({ method: "notifications/cancelled", params: { requestId: id } });
      await this.ping();
    },

    /** The result of a tool. Throws if it is an error. */
    async call(name, args) {
      const result = await this.ask(name, args);
      if (result.isError) throw new Error(`${name} failed: ${result.content[0].text}`);
      return result;
    },

    async ping() {
      const id = ++lastId;
      const answer = expect(id);
      send({ id, method: "ping" });
      await answer;
    },

    async close() {
      const late = setTimeout(() => child.kill("SIGKILL"), longestStopMs);
      child.stdin.end();
      await ended;
      clearTimeout(late);
    },
  };
}

const opening = {
  protocolVersion: "2025-11-25",
  capabilities: {},
  clientInfo: { name: "bench", version: "1.0.0" },
};
