import { readFile } from "node:fs/promises";
import { codeOf } from "../../base/error-trace.ts";
import { type Check, ok, warning } from "./check.ts";
import type { Runtime } from "./node.ts";

/** Whether certificates of your own are to be trusted, and can be. */
export async function authoritiesCheck({ environment }: Runtime): Promise<Check> {
  const file = environment.NODE_EXTRA_CA_CERTS;
  if (!file) return ok("ca", "NODE_EXTRA_CA_CERTS is not set: Node trusts its own authorities alone.");
  try {
    const text = await readFile(file, "latin1");
    return /-----BEGIN (TRUSTED |X509 )?CERTIFICATE-----/.test(text)
      ? ok("ca", "The file that NODE_EXTRA_CA_CERTS names can be read, and Node trusts what is in it.")
      : ignored("holds no certificate in PEM");
  } catch (error) {
    const code = codeOf(error);
    return ignored(`cannot be read${code && ` (${code})`}`);
  }
}

function ignored(why: string): Check {
  return warning(
    "ca",
    `The file that NODE_EXTRA_CA_CERTS names ${why}: Node ignores it.`,
    "Name there a file of certificates in PEM, by its whole path, that this server may read; or take the variable away.",
  );
}

/** Nothing, unless the verification of certificates is switched off, which a start allows on loopback alone. */
export function verificationCheck({ environment }: Runtime): Check[] {
  if (environment.NODE_TLS_REJECT_UNAUTHORIZED !== "0") return [];
  return [
    warning(
      "tls_verification",
      "NODE_TLS_REJECT_UNAUTHORIZED=0 switches off the verification of certificates: on loopback alone a start is possible so.",
      "Take the variable away. Behind a company's proxy that opens TLS, set NODE_EXTRA_CA_CERTS to its certificate.",
    ),
  ];
}
