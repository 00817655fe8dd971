import { once } from "node:events";
import { connect } from "node:net";
import { untilAborted } from "../../../base/abort.ts";
import { codeOf } from "../../../base/error-trace.ts";
import { type Check, failure, ok } from "../check.ts";
import { bare, type CertificateProblem, certificateProblem, lookUp, shakeHands } from "../network.ts";
import { seconds } from "./describe.ts";
import type { Probe } from "./probe.ts";

/** Whether the host's name resolves. */
export async function nameCheck({ url, limits }: Probe): Promise<Check> {
  const signal = AbortSignal.timeout(limits.requestMs);
  try {
    return ok("dns", await untilAborted(lookUp(url), signal));
  } catch (error) {
    const what = signal.aborted
      ? `did not resolve within ${seconds(limits.requestMs)}`
      : `cannot be resolved (${codeOf(error) || "unknown error"})`;
    return failure(
      "dns",
      `The host name ${bare(url.hostname)} ${what}.`,
      "Check the spelling of the host in the URL, its DNS record, and whether it is only known in another network, such as a VPN.",
    );
  }
}

/** Whether the port accepts connections, and has a certificate that Node trusts. */
export async function connectionCheck({ url, limits }: Probe): Promise<Check> {
  const signal = AbortSignal.timeout(limits.requestMs);
  const isPlain = url.protocol === "http:";
  try {
    if (!isPlain) return ok("tls", await shakeHands(url, signal));
    await openSocket(url, signal);
    return ok("tls", "The port accepts connections. No TLS is needed: requests stay on this machine.");
  } catch (error) {
    return signal.aborted
      ? failure(
          "tls",
          `Port ${portOf(url)} of ${bare(url.hostname)} did not answer within ${seconds(limits.requestMs)}.`,
          "Check the port, and whether a firewall drops the connection.",
        )
      : explain(codeOf(error), url);
  }
}

async function openSocket(url: URL, signal: AbortSignal): Promise<void> {
  const socket = connect({ host: bare(url.hostname), port: portOf(url) });
  socket.on("error", () => {});
  try {
    await once(socket, "connect", { signal });
  } finally {
    socket.destroy();
  }
}

function portOf({ port, protocol }: URL): number {
  return Number(port) || (protocol === "https:" ? 443 : 80);
}

function explain(code: string, url: URL): Check {
  const host = bare(url.hostname);
  const found = certificateProblem(code);
  if (found)
    return failure("tls", `The certificate of ${host} ${found.what} (${code}).`, fixes[found.problem]);
  if (/WRONG_VERSION|PACKET_LENGTH|EPROTO|HTTP_REQUEST|UNKNOWN_PROTOCOL/.test(code)) {
    return failure(
      "tls",
      `Port ${portOf(url)} of ${host} does not speak TLS (${code}). It probably speaks HTTP.`,
      "Use the port of the proxy that has the certificate. This server itself speaks HTTP without TLS.",
    );
  }
  if (code === "ECONNREFUSED") {
    return failure(
      "tls",
      `Nothing listens on port ${portOf(url)} of ${host} (ECONNREFUSED).`,
      "Start the server or the proxy, or correct the port. In a container, the server must listen on 0.0.0.0: set CODAT_HTTP_HOST.",
    );
  }
  return failure(
    "tls",
    `The connection to port ${portOf(url)} of ${host} failed (${code || "unknown error"}).`,
    "Check the port, the proxy and the network between this machine and the server.",
  );
}

const fixes: Record<CertificateProblem, string> = {
  unknown_ca:
    "If the certificate is from your company's own CA, set NODE_EXTRA_CA_CERTS to that CA's certificate for every host. Otherwise configure the proxy with a certificate from a public CA, and with its whole chain.",
  expired: "Check this machine's clock. If it is right, renew the certificate of the proxy.",
  not_yet_valid: "Check this machine's clock. It is probably behind.",
  other_name: "Use the name in the certificate, or get a certificate for this name.",
};
