import { lookup } from "node:dns/promises";
import { once } from "node:events";
import { isIP } from "node:net";
import { connect, type TLSSocket } from "node:tls";
import { codeOf } from "../../base/error-trace.ts";
import { networkError } from "../../codat/network-error.ts";
import { type Check, failed, failure, ok } from "./check.ts";

/** Whether the host name resolves. */
export async function dnsCheck({ hostname }: URL): Promise<Check> {
  const host = bare(hostname);
  if (isIP(host)) return ok("dns", `${host} is an IP address, so no DNS lookup is needed.`);
  try {
    const [first, ...others] = await lookup(host, { all: true });
    const more = others.length > 0 ? ` and ${others.length} more` : "";
    return ok("dns", `${host} resolves to ${first?.address}${more}.`);
  } catch (error) {
    return failed("dns", networkError(error));
  }
}

/** Whether the host has a certificate that Node trusts. Opens its own connection and closes it. */
export async function tlsCheck({ protocol, hostname, port }: URL, signal: AbortSignal): Promise<Check> {
  if (protocol === "http:") return ok("tls", "No TLS is needed: requests stay on this machine (loopback).");
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
    return ok("tls", `TLS works (${socket.getProtocol()}); ${validity(socket)}.`);
  } catch (error) {
    return refused(error, host);
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

function refused(error: unknown, host: string): Check {
  const code = codeOf(error);
  const [what, fix] = unknownAuthority.test(code)
    ? [
        "is signed by an unknown CA",
        "Behind a TLS-intercepting proxy, set NODE_EXTRA_CA_CERTS to the proxy's CA certificate (a PEM file) where this server is started. Otherwise another machine may be impersonating the host: do not send a key to it.",
      ]
    : (refusals[code] ?? []);
  if (!what || !fix) return failed("tls", networkError(error));
  return failure("tls", `The certificate of ${host} ${what} (${code}).`, fix);
}

const refusals: Record<string, [string, string]> = {
  CERT_HAS_EXPIRED: [
    "has expired",
    "Check this machine's clock. If it is right, the operator of that host or proxy must renew the certificate.",
  ],
  CERT_NOT_YET_VALID: ["is not valid yet", "Check this machine's clock. It is probably behind."],
  ERR_TLS_CERT_ALTNAME_INVALID: [
    "is for another host name",
    "Check the base URL, and whether DNS or a proxy points to another machine.",
  ],
};

// A URL writes an IPv6 address in brackets.
function bare(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, "");
}
