import { advice } from "../base/advice.ts";
import { causesOf, codeOf } from "../base/error-trace.ts";
import { CodatError } from "./error.ts";

const timeouts = new Set([
  "UND_ERR_CONNECT_TIMEOUT",
  "UND_ERR_HEADERS_TIMEOUT",
  "UND_ERR_BODY_TIMEOUT",
  "ETIMEDOUT",
]);
const tls = /^(CERT_|ERR_TLS|ERR_SSL|UNABLE_TO|DEPTH_ZERO|SELF_SIGNED|HOSTNAME_MISMATCH|EPROTO)/;

/** Explains a rejection of fetch. Uses only its code, because messages and objects may contain keys or customer data. */
export function networkError(error: unknown): CodatError {
  const code = codeOf(error);
  if (timeouts.has(code)) {
    return new CodatError("timeout", "Codat did not respond in time.", { transient: true, cause: error });
  }
  if (tls.test(code)) {
    return new CodatError("network", `The TLS connection to Codat failed (${code}).`, {
      advice: advice.tls,
      cause: error,
    });
  }
  if (code === "ENOTFOUND") {
    return new CodatError("network", "Codat's host name cannot be resolved (ENOTFOUND).", {
      retryable: true,
      advice: advice.unknownHost,
      cause: error,
    });
  }
  const refusedByProxy = proxyStatusOf(error);
  if (refusedByProxy) {
    return new CodatError(
      "network",
      `The proxy returned ${refusedByProxy}, so the request did not reach Codat.`,
      {
        retryable: refusedByProxy >= 500,
        advice: advice.proxyRefused,
        cause: error,
      },
    );
  }
  const what = failures[code] ?? "was interrupted or returned malformed data";
  return new CodatError("network", `The connection to Codat ${what}${code ? ` (${code})` : ""}.`, {
    transient: true,
    cause: error,
  });
}

const failures: Record<string, string> = {
  ECONNREFUSED: "was refused",
  EHOSTUNREACH: "failed: the host is unreachable",
  ENETUNREACH: "failed: the network is unreachable",
  EAI_AGAIN: "failed: DNS does not respond",
};

// undici reports the proxy's status only in a message.
function proxyStatusOf(error: unknown): number | undefined {
  const messages = causesOf(error).map(({ message }) => /^Proxy response \((\d{3})\)/.exec(message)?.[1]);
  const status = messages.find((found) => found !== undefined);
  return status === undefined ? undefined : Number(status);
}
