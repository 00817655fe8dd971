import type { ServerResponse } from "node:http";

// A client that reads slower than the largest message in this time is disconnected, so that responses do not pile up.
const mostFlushMs = 60_000;

/** Writes a response as fast as the client reads it. */
export async function writeResponse(
  outgoing: ServerResponse,
  response: Response,
  signal: AbortSignal,
): Promise<void> {
  // The connection is this server's concern, not the handler's.
  const headers = [...response.headers].filter(([name]) => name !== "connection");
  if (response.headers.get("content-type") === "text/event-stream") {
    outgoing.writeHead(response.status, headers.flat());
    outgoing.flushHeaders();
    await writeEvents(outgoing, response, signal);
  } else {
    const body = new Uint8Array(await response.arrayBuffer());
    const length = [204, 304].includes(response.status) ? [] : ["content-length", String(body.length)];
    outgoing.writeHead(response.status, [...headers.flat(), ...length]);
    if (body.length > 0) outgoing.write(body);
  }
  const finished = flushed(outgoing, "finish", signal);
  outgoing.end();
  await finished;
}

async function writeEvents(outgoing: ServerResponse, { body }: Response, signal: AbortSignal): Promise<void> {
  if (!body) return;
  const reader = body.getReader();
  const stop = () => void reader.cancel().catch(() => {});
  signal.addEventListener("abort", stop, { once: true });
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    if (!outgoing.write(next.value)) await flushed(outgoing, "drain", signal);
  }
}

// Signals of Node that combine others would cost a tenth of a call.
function flushed(outgoing: ServerResponse, event: "drain" | "finish", signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", cut);
      outgoing.off(event, end);
      resolve();
    };
    const cut = () => {
      outgoing.destroy();
      end();
    };
    const timer = setTimeout(cut, mostFlushMs);
    outgoing.once(event, end);
    signal.addEventListener("abort", cut, { once: true });
    if (signal.aborted) cut();
  });
}
