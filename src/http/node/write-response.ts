import { once } from "node:events";
import type { ServerResponse } from "node:http";

// A client that reads slower than the largest message in this time is disconnected, so that responses do not pile up.
const mostFlushMs = 60_000;

/** Writes a response as fast as the client reads it. */
export async function writeResponse(
  outgoing: ServerResponse,
  { status, headers, body }: Response,
  signal: AbortSignal,
): Promise<void> {
  // The connection is this server's concern, not the handler's.
  const sent = [...headers].filter(([name]) => name !== "connection").flat();
  outgoing.writeHead(status, sent);
  if (!body) return void outgoing.end();
  outgoing.flushHeaders();
  const reader = body.getReader();
  const stop = () => void reader.cancel().catch(() => {});
  signal.addEventListener("abort", stop, { once: true });
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    if (!outgoing.write(next.value)) await flushed(outgoing, "drain", signal);
  }
  const finished = flushed(outgoing, "finish", signal);
  outgoing.end();
  await finished;
}

async function flushed(
  outgoing: ServerResponse,
  event: "drain" | "finish",
  signal: AbortSignal,
): Promise<void> {
  try {
    await once(outgoing, event, { signal: AbortSignal.any([signal, AbortSignal.timeout(mostFlushMs)]) });
  } catch {
    outgoing.destroy();
  }
}
