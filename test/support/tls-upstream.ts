import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";

/** The available certificates: all self-signed, only for `localhost`. */
export type Certificate = "valid" | "expired";

/** An HTTPS stand-in for Codat that responds to every request with an empty page. */
export interface TlsUpstream extends AsyncDisposable {
  /** The environment that points a server to it. */
  environment: { CODAT_BASE_URL: string };
  port: number;
}

export function certificateFile(certificate: Certificate): string {
  return `test/support/tls/${certificate}.pem`;
}

export async function startTlsUpstream(certificate: Certificate): Promise<TlsUpstream> {
  const [key, cert] = await Promise.all([
    readFile("test/support/tls/key.pem"),
    readFile(certificateFile(certificate)),
  ]);
  const server = createServer({ key, cert }, (_request, response) => {
    response.writeHead(200, { "content-type": "application/json" }).end(`{"results":[]}`);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    environment: { CODAT_BASE_URL: `https://localhost:${port}` },
    port,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
