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

/** What fetch rejected with, in a sentence of ours: by its code alone, since messages and objects may carry anything. */
export function networkError(error: unknown): CodatError {
  const code = codeOf(error);
  if (timeouts.has(code)) {
    return new CodatError("timeout", "Codat did not answer in time.", { transient: true, cause: error });
  }
  if (tls.test(code)) {
    return new CodatError("network", `The TLS connection to Codat was refused (${code}).`, {
      advice: advice.tls,
      cause: error,
    });
  }
  if (code === "ENOTFOUND") {
    return new CodatError("network", "Codat's host name is unknown (ENOTFOUND).", {
      retryable: true,
      advice: advice.unknownHost,
      cause: error,
    });
  }
  const refusedByProxy = proxyStatusOf(error);
  if (refusedByProxy) {
    return new CodatError("network", `The proxy answered ${refusedByProxy}, so Codat was not reached.`, {
      retryable: refusedByProxy >= 500,
      advice: advice.proxyRefused,
      cause: error,
    });
  }
  const what = unreached[code] ?? "broke off or carried something malformed";
  return new CodatError("network", `The connection to Codat ${what}${code ? ` (${code})` : ""}.`, {
    transient: true,
    cause: error,
  });
}

const unreached: Record<string, string> = {
  ECONNREFUSED: "was refused",
  EHOSTUNREACH: "could not be made: there is no way to its host",
  ENETUNREACH: "could not be made: there is no network",
  EAI_AGAIN: "could not be made: DNS does not answer",
};

// undici tells it in a message alone.
function proxyStatusOf(error: unknown): number | undefined {
  const messages = causesOf(error).map(({ message }) => /^Proxy response \((\d{3})\)/.exec(message)?.[1]);
  const status = messages.find((found) => found !== undefined);
  return status === undefined ? undefined : Number(status);
}
