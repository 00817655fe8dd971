import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { toNodeHandler } from "@modelcontextprotocol/node";
import type { Configuration } from "../../settings/index.ts";
import { createAuthenticator } from "../callers/authenticator.ts";
import { createHandler, type HandlerDeps } from "../create-http-handler.ts";

/** A running HTTP service. */
interface HttpService {
  url: URL;
  /** Finishes the calls in flight, then stops. */
  drain(): Promise<void>;
}

/** Starts the HTTP service. */
export async function serveHttp(
  { settings }: Configuration,
  deps: Omit<HandlerDeps, "authenticate">,
): Promise<HttpService> {
  const { authenticate, close } = await createAuthenticator(settings, deps);
  const handler = createHandler(settings, { ...deps, authenticate });
  const server = createServer(toNodeHandler(handler));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(settings.httpPort, settings.httpHost, resolve);
  });
  const { address, port } = server.address() as AddressInfo;
  const url = new URL(`http://${address.includes(":") ? `[${address}]` : address}:${port}/mcp`);
  deps.log("info", "listening", { url: url.href });
  return {
    url,
    async drain() {
      await new Promise((resolve) => server.close(resolve));
      await handler.close();
      close();
    },
  };
}
