import { once } from "node:events";
import { createServer, request } from "node:http";
import { json } from "node:stream/consumers";

const versionKey = "io.modelcontextprotocol/protocolVersion";

/** A proxy between a client and the HTTP service that forwards every request and notes the protocol. */
export async function startHttpWitness(target) {
  const protocols = new Set();
  const server = createServer((incoming, outgoing) => {
    const { method, headers, url } = incoming;
    const onward = request(new URL(url, target), { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode, answer.rawHeaders);
      answer.pipe(outgoing);
    });
    onward.on("error", () => outgoing.destroy());
    outgoing.on("close", () => onward.destroy());
    incoming.pipe(onward);
    if (method === "POST") json(incoming).then(note, () => {});
  });
  // Every client names the version in the header or in the message, except in `initialize`, where it only asks for one.
  const note = ({ params }) => {
    const version = params?._meta?.[versionKey];
    if (version) protocols.add(version);
  };
  server.on("request", ({ headers }) => {
    const version = headers["mcp-protocol-version"];
    if (version) protocols.add(version);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${server.address().port}/mcp`,
    protocols: () => [...protocols],
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
