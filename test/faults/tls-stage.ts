import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer as createSecureServer, type Server } from "node:https";
import { type AddressInfo, createServer, type Socket } from "node:net";
import type { Greeting } from "./case.ts";
import { begin, type Seen, type Stage, watch } from "./stage.ts";

const folder = "test/support/tls";

const certificates = {
  well: "valid",
  expired: "issued-expired",
  "wrong name": "issued-other-name",
  "unknown CA": "unknown-ca",
} as const;

/** A port that greets each connection as the case specifies. Behind TLS, every response is valid. For one case at a time. */
export async function startTlsStage(): Promise<Stage> {
  const greet = await greeter();
  const open = new Set<Socket>();
  let greetings: readonly Greeting[] = ["well"];
  let seen: Seen = { attempts: [], beside: 0, owed: new Set() };
  const server = createServer((socket) => {
    open.add(socket);
    socket.on("error", () => {}).once("close", () => open.delete(socket));
    watch(seen, begin(seen), socket);
    greet(greetings[Math.min(seen.attempts.length, greetings.length) - 1] ?? "well", socket);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    environment: {
      CODAT_BASE_URL: `https://localhost:${port}`,
      NODE_EXTRA_CA_CERTS: `${folder}/valid.pem`,
    },
    strays: [],
    open(_companyId, fault) {
      greetings = fault.greetings ?? ["well"];
      seen = { attempts: [], beside: 0, owed: new Set() };
      return seen;
    },
    busySockets: () => open.size,
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

/** One server per certificate, so that no TLS session is resumed with another certificate. */
async function greeter(): Promise<(greeting: Greeting, socket: Socket) => void> {
  const key = await readFile(`${folder}/key.pem`);
  const servers = new Map<Greeting, Server>();
  for (const [greeting, file] of Object.entries(certificates)) {
    const cert = await readFile(`${folder}/${file}.pem`);
    const secure = createSecureServer({ key, cert }, (_request, response) => {
      // With a kept-alive connection, the next case would not be greeted.
      response.writeHead(200, { "content-type": "application/json", connection: "close" });
      response.end('{"id":"A1D001","customerName":"Smith & Co"}');
    });
    servers.set(
      greeting as Greeting,
      secure.on("tlsClientError", () => {}),
    );
  }
  return (greeting, socket) => {
    const secure = servers.get(greeting);
    if (secure) secure.emit("connection", socket);
    // Read the socket, so that its end is noticed.
    else socket.resume();
    if (greeting === "no TLS") socket.end("HTTP/1.1 400 No\r\n\r\n");
  };
}
