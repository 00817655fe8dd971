import { nearest } from "../base/nearest-name.ts";
import type { Proxies } from "../codat/proxy.ts";
import { SettingError } from "./flags.ts";
import { names, rows, variableOf } from "./table.ts";

/** A warning for each variable that looks like a setting and is none. Throws SettingError for what looks like a restraint. */
export function unknownVariables(environment: NodeJS.ProcessEnv): string[] {
  const known = names.map(variableOf);
  const restraints = names.filter((name) => rows[name].restrains).map(variableOf);
  const unknown = Object.keys(environment).filter((name) => /^codat/i.test(name) && !known.includes(name));
  for (const name of unknown) {
    // A restraint whose name is misspelt would restrain nothing.
    const meant = restraints.find((restraint) => restraint.includes(aboutIn(name))) ?? nearest(name, known);
    if (meant && restraints.includes(meant)) {
      throw new SettingError(`${name} is not a setting of this server: did you mean ${meant}?`);
    }
  }
  return unknown.map((name) => `${name} is not a setting of this server and is ignored.`);
}

// What a restraint is about, in a name that is not one: COMPANY as in CODAT_ALLOWED_COMPANIES.
function aboutIn(name: string): string {
  const about = /COMPAN|MASK|REDACT|AUDIT|_IDS?$|PIN|ALLOW/i.exec(name)?.[0].toUpperCase();
  if (about === undefined) return " ";
  if (about === "REDACT") return "MASK";
  return /COMPAN|MASK|AUDIT/.test(about) ? about : "COMPAN";
}

/** The proxies that the environment names, read as other programs do: small letters first, an empty one is none, http:// may be left out. */
export function proxiesIn(environment: NodeJS.ProcessEnv): Proxies | undefined {
  const given = (name: string) =>
    environment[name.toLowerCase()]?.trim() || environment[name]?.trim() || undefined;
  const address = (name: string) => given(name)?.replace(/^(?![a-z][a-z0-9+.-]*:\/\/)/i, "http://");
  const proxies = { httpProxy: address("HTTP_PROXY"), httpsProxy: address("HTTPS_PROXY") };
  return proxies.httpProxy || proxies.httpsProxy ? { ...proxies, noProxy: given("NO_PROXY") } : undefined;
}

/** Whether Node takes any certificate for good. */
export function verificationIsOff(environment: NodeJS.ProcessEnv): boolean {
  return environment.NODE_TLS_REJECT_UNAUTHORIZED === "0";
}
