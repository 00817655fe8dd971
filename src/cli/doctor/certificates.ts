import { readFile } from "node:fs/promises";
import { codeOf } from "../../base/error-trace.ts";
import { type Check, ok, warning } from "./check.ts";
import type { Runtime } from "./node.ts";

/** Whether NODE_EXTRA_CA_CERTS is set and usable. */
export async function authoritiesCheck({ environment }: Runtime): Promise<Check> {
  const file = environment.NODE_EXTRA_CA_CERTS;
  if (!file)
    return ok("ca", "NODE_EXTRA_CA_CERTS is not set. Node trusts only its built-in certificate authorities.");
  try {
    const text = await readFile(file, "latin1");
    return /-----BEGIN (TRUSTED |X509 )?CERTIFICATE-----/.test(text)
      ? ok("ca", "The file in NODE_EXTRA_CA_CERTS is readable, and Node trusts its certificates.")
      : ignored("has no PEM certificate");
  } catch (error) {
    const code = codeOf(error);
    return ignored(`cannot be read${code && ` (${code})`}`);
  }
}

function ignored(why: string): Check {
  return warning(
    "ca",
    `The file in NODE_EXTRA_CA_CERTS ${why}, so Node ignores it.`,
    "Set NODE_EXTRA_CA_CERTS to the absolute path of a readable PEM file, or remove the variable.",
  );
}

/** Empty unless certificate verification is disabled, which startup allows only on loopback. */
export function verificationCheck({ environment }: Runtime): Check[] {
  if (environment.NODE_TLS_REJECT_UNAUTHORIZED !== "0") return [];
  return [
    warning(
      "tls_verification",
      "NODE_TLS_REJECT_UNAUTHORIZED=0 disables certificate verification. The server starts with it only on loopback.",
      "Remove the variable. Behind a TLS-intercepting proxy, set NODE_EXTRA_CA_CERTS to the proxy's CA certificate.",
    ),
  ];
}
