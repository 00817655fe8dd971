import { once } from "node:events";
import { connect, type Socket } from "node:net";

/** A connection to the service for bytes that no HTTP client sends. */
export async function openSocket(url: URL): Promise<Socket> {
  const socket = connect(Number(url.port), url.hostname.replace(/[[\]]/g, ""));
  socket.setEncoding("latin1").on("error", () => {});
  await once(socket, "connect");
  return socket;
}

/** Sends bytes and returns what arrives until there is a whole head, or the connection ends. */
export async function exchange(url: URL, bytes: string): Promise<string> {
  const socket = await openSocket(url);
  try {
    socket.write(bytes);
    return await readUntil(socket, /\r\n\r\n/);
  } finally {
    socket.destroy();
  }
}

/** What arrives until it has this text, or until the connection ends. */
export async function readUntil(socket: Socket, expected: RegExp): Promise<string> {
  let received = "";
  const ended = once(socket, "close").then(() => undefined);
  while (!expected.test(received)) {
    const chunk = await Promise.race([once(socket, "data").catch(() => undefined), ended]);
    if (!chunk) break;
    received += chunk[0];
  }
  return received;
}

/** Sends bytes, then others every half second until the service closes the connection. Returns what arrived, and after how long. */
export async function sendSlowly(url: URL, bytes: string, drip = "") {
  const socket = await openSocket(url);
  const startedMs = performance.now();
  socket.write(bytes);
  const timer = drip ? setInterval(() => socket.write(drip), 500) : undefined;
  const answer = await readUntil(socket, /never/);
  clearInterval(timer);
  return { answer, seconds: (performance.now() - startedMs) / 1000 };
}
