import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

/** A response of the upstream: `json` is sent as JSON, `body` unchanged. */
export interface Reply {
  status?: number;
  headers?: Record<string, string>;
  json?: unknown;
  body?: string | Uint8Array;
}

/** An HTTP stand-in for Codat with well-formed responses of any content. */
export interface Upstream extends AsyncDisposable {
  /** The environment that points a server to it. */
  environment: { CODAT_BASE_URL: string };
  requests: { url: string; headers: IncomingHttpHeaders }[];
  /** The peak number of open connections. */
  mostConnections(): number;
}

/** Starts an upstream that responds to every request with the result of `reply` for its raw path and query. */
export async function startUpstream(
  reply: (url: string, nth: number) => Reply | Promise<Reply>,
): Promise<Upstream> {
  const requests: Upstream["requests"] = [];
  const server = createServer(async (request, response) => {
    const url = request.url ?? "";
    requests.push({ url, headers: request.headers });
    const {
      status = 200,
      headers = {},
      json,
      body = JSON.stringify(json),
    } = await reply(url, requests.length);
    response.writeHead(status, { "content-type": "application/json", ...headers }).end(body);
  });
  let open = 0;
  let most = 0;
  server.on("connection", (socket) => {
    most = Math.max(most, ++open);
    socket.on("close", () => open--);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    environment: { CODAT_BASE_URL: `http://127.0.0.1:${port}` },
    requests,
    mostConnections: () => most,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** Ids in Codat's form. */
export const ids = {
  companyId: "8a210b68-6988-11ed-a1eb-0242ac120002",
  connectionId: "2e9d2c44-f675-40ba-8049-353bfcb5e171",
  customerId: "A1D001",
  attachmentId: "13d946f0-c5d5-42bc-b092-97ece17923ab",
};

/** The id that a URL asks for: its last segment, decoded. */
export function idIn(url: string): string {
  return decodeURIComponent(url.split("?")[0]?.split("/").at(-1) ?? "");
}
