import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { readCommand } from "../../src/cli/command.ts";
import { serveHttp } from "../../src/http/index.ts";
import { withoutFreshness } from "./child.ts";
import { type MadeToken, makeTokensFile } from "./tokens.ts";

/** The HTTP service in this process, on a free port of loopback. */
export interface HttpService extends AsyncDisposable {
  /** The endpoint. */
  url: URL;
  /** The lines of its log. */
  lines: Record<string, unknown>[];
  /** Sends one JSON-RPC message. */
  post(message: object, token?: string): Promise<Response>;
  /** A client that sends this token. */
  connect(token?: string): Promise<Client>;
}

/** Starts the service with these variables, and with a tokens file for these tokens. Without tokens and issuer, everyone may call. */
export async function startHttp(
  environment: Record<string, string>,
  tokens: readonly MadeToken[] = [],
): Promise<HttpService> {
  const file = tokens.length > 0 ? await makeTokensFile(tokens.map(({ entry }) => entry)) : undefined;
  const command = readCommand(["http", "--http-port=0", "--log-level=debug"], {
    ...withoutFreshness,
    CODAT_API_KEY: "a-key-for-tests-only-0123456789",
    ...(file && { CODAT_HTTP_TOKENS_FILE: file.path }),
    ...(!file && !environment.CODAT_OAUTH_ISSUER && { CODAT_HTTP_AUTH: "none" }),
    ...environment,
  });
  if (command.name !== "http") throw new Error("This is not the command http.");
  const lines: HttpService["lines"] = [];
  const service = await serveHttp(command, {
    version: "0.0.0",
    pid: process.pid,
    replica: `host:${process.pid}`,
    write: (line) => lines.push(JSON.parse(line)),
    worker: new URL("../../dist/document-worker.cjs", import.meta.url),
    proxyModule: new URL("../../dist/proxy.mjs", import.meta.url),
    sandboxModule: new URL("../../dist/sandbox.mjs", import.meta.url),
  });
  const url = new URL(String(lines.find(({ event }) => event === "listening")?.url));
  const headersFor = (token: string | undefined): Record<string, string> =>
    token === undefined ? {} : { authorization: `Bearer ${token}` };
  return {
    url,
    lines,
    post: (message, token) =>
      fetch(url, {
        method: "POST",
        headers: { "content-type": "application/json", ...headersFor(token) },
        body: JSON.stringify(message),
      }),
    async connect(token) {
      const client = new Client({ name: "tests", version: "1.0.0" });
      const requestInit = { headers: headersFor(token) };
      await client.connect(new StreamableHTTPClientTransport(url, { requestInit }));
      return client;
    },
    async [Symbol.asyncDispose]() {
      await service.drain({ notice: false });
      await file?.[Symbol.asyncDispose]();
    },
  };
}
