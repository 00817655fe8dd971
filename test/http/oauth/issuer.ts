import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type AddressInfo, createServer as createTcpServer } from "node:net";
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from "jose";
import { ids } from "../../support/upstream.ts";

/** A key pair of an issuer. */
export interface IssuerKey {
  kid: string;
  alg: string;
  privateKey: CryptoKey;
  publicJwk: JWK;
}

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** An identity provider on loopback, which can fail in the ways that real ones do. */
export interface Issuer extends AsyncDisposable {
  url: string;
  /** The keys that it publishes, and the first of which signs. */
  keys: IssuerKey[];
  /** Keys beside these, as they are. */
  moreJwks: JWK[];
  /** What it answers instead of its metadata and keys. */
  answers: { metadata?: Answer; jwks?: Answer };
  /** The paths that were requested. */
  requests: string[];
  /** Claims of a good token, changed by these. Undefined removes a claim. */
  claims(changes?: Record<string, unknown>): JWTPayload;
  /** A token with these changes to the claims of a good one. */
  token(changes?: Record<string, unknown>, header?: Record<string, unknown>): Promise<string>;
  stop(): Promise<void>;
  start(): Promise<void>;
}

/** The URL at which the tested service is said to be. */
export const publicUrl = "https://mcp.lender.example/mcp";

const allScopes = "customers:read companies:read analysis:read";

export function nowS(): number {
  return Math.floor(Date.now() / 1000);
}

export async function makeKey(kid: string, alg = "RS256", options = {}): Promise<IssuerKey> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true, ...options });
  return { kid, alg, privateKey, publicJwk: { ...(await exportJWK(publicKey)), kid, alg, use: "sig" } };
}

/** Signs claims as they are. */
export function sign(
  claims: JWTPayload,
  key: IssuerKey,
  header: Record<string, unknown> = {},
): Promise<string> {
  return new SignJWT(claims)
    .setProtectedHeader({ alg: key.alg, kid: key.kid, ...header })
    .sign(key.privateKey);
}

export async function startIssuer(path = ""): Promise<Issuer> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}${path}`;
  const answers: Issuer["answers"] = {};
  const requests: string[] = [];
  const keys = [await makeKey("first")];
  const moreJwks: JWK[] = [];
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    requests.push(request.url ?? "");
    const isJwks = request.url === `${path}/jwks`;
    const other = isJwks ? answers.jwks : answers.metadata;
    if (other) return other(request, response);
    if (isJwks) return json(response, { keys: [...keys.map(({ publicJwk }) => publicJwk), ...moreJwks] });
    if (request.url === `${path.replace(/\/$/, "")}/.well-known/openid-configuration`) {
      return json(response, { issuer: url, jwks_uri: `http://127.0.0.1:${port}${path}/jwks` });
    }
    response.writeHead(404).end();
  };
  let server = createServer(answer);
  const start = async () => {
    server = createServer(answer).listen(port, "127.0.0.1");
    await once(server, "listening");
  };
  const stop = async () => {
    if (!server.listening) return;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  await start();
  const claims: Issuer["claims"] = (changes = {}) => {
    const all = {
      iss: url,
      aud: publicUrl,
      sub: "user-1",
      iat: nowS() - 5,
      exp: nowS() + 300,
      scope: allScopes,
      codat_companies: [ids.companyId],
      ...changes,
    };
    return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
  };
  return {
    url,
    keys,
    moreJwks,
    answers,
    requests,
    claims,
    token: async (changes, header) => {
      const [first = await makeKey("none")] = keys;
      return sign(claims(changes), first, header);
    },
    stop,
    start,
    [Symbol.asyncDispose]: stop,
  };
}

export function json(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
}

// The issuer must come back at the same address.
async function freePort(): Promise<number> {
  const probe = createTcpServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
