import { once } from "node:events";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { posix } from "node:path";

/** A gateway that decodes and normalizes paths before it passes a request on, as a stock nginx with `proxy_pass http://up/` does. */
export interface NormalizingGateway extends AsyncDisposable {
  /** The environment of a server that is to ask through it. */
  environment: { CODAT_BASE_URL: string };
  /** The paths that it passed on. */
  passedOn: string[];
}

export async function startNormalizingGateway(upstreamUrl: string): Promise<NormalizingGateway> {
  const passedOn: string[] = [];
  const server = createServer((incoming, response) => {
    const [path = "", query] = (incoming.url ?? "").split("?");
    const normalized = encodeURI(posix.normalize(decodeTolerantly(path)).replace(/\/{2,}/g, "/"));
    const url = new URL(query === undefined ? normalized : `${normalized}?${query}`, upstreamUrl);
    passedOn.push(url.pathname);
    const passed = request(url, { method: incoming.method, headers: incoming.headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    passed.on("error", () => response.writeHead(502).end());
    incoming.pipe(passed);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    environment: { CODAT_BASE_URL: `http://127.0.0.1:${port}` },
    passedOn,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function decodeTolerantly(path: string): string {
  return path.replace(/(?:%[0-9a-f]{2})+/gi, (encoded) => {
    try {
      return decodeURIComponent(encoded);
    } catch {
      return encoded;
    }
  });
}
