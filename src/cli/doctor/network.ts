import { lookup } from "node:dns/promises";
import { once } from "node:events";
import { isIP } from "node:net";
import { connect, type TLSSocket } from "node:tls";
import { codeOf } from "../../base/error-trace.ts";
import { networkError } from "../../codat/network-error.ts";
import { type Check, failed, failure, ok } from "./check.ts";

/** Whether the host name resolves. */
export async function dnsCheck(url: URL): Promise<Check> {
  try {
    return ok("dns", await lookUp(url));
  } catch (error) {
    return failed("dns", networkError(error));
  }
}

/** Whether the host has a certificate that Node trusts. Opens its own connection and closes it. */
export async function tlsCheck(url: URL, signal: AbortSignal): Promise<Check> {
  if (url.protocol === "http:")
    return ok("tls", "No TLS is needed: requests stay on this machine (loopback).");
  try {
    return ok("tls", await shakeHands(url, signal));
  } catch (error) {
    return refused(error, bare(url.hostname));
  }
}

/** What a host name resolves to, as a sentence. Throws the error of the lookup. */
export async function lookUp({ hostname }: URL): Promise<string> {
  const host = bare(hostname);
  if (isIP(host)) return `${host} is an IP address, so no DNS lookup is needed.`;
  const [first, ...others] = await lookup(host, { all: true });
  const more = others.length > 0 ? ` and ${others.length} more` : "";
  return `${host} resolves to ${first?.address}${more}.`;
}

/** The TLS connection to a host, as a sentence. Throws the socket's error. */
export async function shakeHands({ hostname, port }: URL, signal: AbortSignal): Promise<string> {
  const host = bare(hostname);
  const socket = connect({
    host,
    port: Number(port) || 443,
    servername: isIP(host) ? undefined : host,
    ALPNProtocols: ["http/1.1"],
    rejectUnauthorized: true,
  });
  socket.on("error", () => {});
  try {
    await once(socket, "secureConnect", { signal });
    return `TLS works (${socket.getProtocol()}); ${validity(socket)}.`;
  } finally {
    socket.destroy();
  }
}

function validity(socket: TLSSocket): string {
  const untilMs = Date.parse(socket.getPeerCertificate().valid_to);
  return Number.isNaN(untilMs)
    ? "the certificate has no valid expiry date"
    : `the certificate is valid until ${new Date(untilMs).toISOString().slice(0, 10)}`;
}

const unknownAuthority =
  /^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_(GET_ISSUER|VERIFY))/;

/** What is wrong with a certificate. */
export type CertificateProblem = "unknown_ca" | "expired" | "not_yet_valid" | "other_name";

/** The problem that a code of Node's stands for, with the end of a sentence about the certificate. */
export function certificateProblem(code: string): { problem: CertificateProblem; what: string } | undefined {
  const problem = unknownAuthority.test(code) ? "unknown_ca" : problems[code];
  return problem && { problem, what: ends[problem] };
}

const problems: Record<string, CertificateProblem> = {
  CERT_HAS_EXPIRED: "expired",
  CERT_NOT_YET_VALID: "not_yet_valid",
  ERR_TLS_CERT_ALTNAME_INVALID: "other_name",
};

const ends: Record<CertificateProblem, string> = {
  unknown_ca: "is signed by an unknown CA",
  expired: "has expired",
  not_yet_valid: "is not valid yet",
  other_name: "is for another host name",
};

const fixes: Record<CertificateProblem, string> = {
  unknown_ca:
    "Behind a TLS-intercepting proxy, set NODE_EXTRA_CA_CERTS to the proxy's CA certificate (a PEM file) where this server is started. Otherwise another machine may be impersonating the host: do not send a key to it.",
  expired:
    "Check this machine's clock. If it is right, the operator of that host or proxy must renew the certificate.",
  not_yet_valid: "Check this machine's clock. It is probably behind.",
  other_name: "Check the base URL, and whether DNS or a proxy points to another machine.",
};

function refused(error: unknown, host: string): Check {
  const code = codeOf(error);
  const found = certificateProblem(code);
  if (!found) return failed("tls", networkError(error));
  return failure("tls", `The certificate of ${host} ${found.what} (${code}).`, fixes[found.problem]);
}

/** A host name as sockets take it: a URL writes an IPv6 address in brackets. */
export function bare(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, "");
}
