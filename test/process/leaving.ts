import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { well } from "../support/fault-answers.ts";
import type { Fault } from "../support/fault-server.ts";

/** An upstream that goes away and returns at the same address. */
export interface Leaving extends AsyncDisposable {
  environment: { CODAT_BASE_URL: string };
  /** From now on the port is closed, or every request gets this response. */
  leave(as: Fault | "closed"): Promise<void>;
  comeBack(): Promise<void>;
}

export async function startLeaving(): Promise<Leaving> {
  let answer = well;
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on("error", () => {}).on("close", () => open.delete(socket));
    socket.on("data", () => answer({ method: "GET", path: "/", headers: {} }, 1, socket));
  });
  const listen = async (port: number) => {
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
  };
  const close = async () => {
    if (!server.listening) return;
    const closed = once(server, "close");
    server.close();
    for (const socket of open) socket.destroy();
    await closed;
  };
  await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    environment: { CODAT_BASE_URL: `http://127.0.0.1:${port}` },
    async leave(as) {
      if (as === "closed") await close();
      else answer = as;
    },
    async comeBack() {
      answer = well;
      if (!server.listening) await listen(port);
    },
    [Symbol.asyncDispose]: close,
  };
}
