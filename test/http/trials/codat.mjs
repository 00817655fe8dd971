// A stand-in for Codat in a process of its own. It answers every request for a customer with that customer, after a wait.
import { fork } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";

const thisFile = fileURLToPath(import.meta.url);
const longNote = "x".repeat(1_000_000);
if (process.argv[1] === thisFile && process.send) await serve(Number(process.argv[2]));

/** Starts the stand-in. `settings` point a server to it. A customer whose id begins with `large` has a record of 1 MB. */
export async function startCodat({ waitMs }) {
  const child = fork(thisFile, [String(waitMs)]);
  const [{ port }] = await once(child, "message");
  const settings = {
    CODAT_BASE_URL: `http://127.0.0.1:${port}`,
    CODAT_API_KEY: "a-made-up-key-for-trials",
    CODAT_FRESHNESS: "false",
    CODAT_RESULT_LIMIT_CHARS: "0",
  };
  return { settings, close: () => child.disconnect() };
}

async function serve(waitMs) {
  const server = createServer(({ url }, response) => {
    const id = url.split("/").at(-1);
    const note = id.startsWith("large") ? longNote : undefined;
    const body = JSON.stringify({
      id,
      customerName: `Customer ${id}`,
      emailAddress: "ada@example.com",
      note,
    });
    const answer = () => response.writeHead(200, { "Content-Type": "application/json" }).end(body);
    if (waitMs > 0) setTimeout(answer, waitMs);
    else answer();
  });
  server.keepAliveTimeout = 600_000;
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  process.on("disconnect", () => process.exit(0));
  process.send({ port: server.address().port });
}
