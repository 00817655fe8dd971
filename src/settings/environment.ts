import { nearest } from "../base/nearest-name.ts";
import { SettingError } from "./flags.ts";
import { type Name, names, rows, variableOf } from "./table.ts";

/** A caller's own token, which clients and `doctor http` read. */
export const callerTokenVariable = "CODAT_HTTP_TOKEN";

/** A warning for each unknown variable that looks like a setting. Throws SettingError if it looks like a setting that restricts. */
export function unknownVariables(environment: NodeJS.ProcessEnv, { overHttp = false } = {}): string[] {
  const known = names.map(variableOf);
  // On the machine of a caller. For the service itself it is a misspelled tokens file.
  if (!overHttp) known.push(callerTokenVariable);
  const restrictions = names.filter((name) => rows[name].failClosed).map(variableOf);
  const suggested = new Map<string, string>();
  const unknown = Object.keys(environment).filter((name) => /^codat/i.test(name) && !known.includes(name));
  for (const name of unknown) {
    // CODAT_ALLOWED_COMPANIES is not meant for the sign-in, however near CODAT_OAUTH_SCOPE_COMPANIES is.
    const near = nearest(
      name,
      names.map(variableOf).filter((other) => isOfSignIn(other) === isOfSignIn(name)),
    );
    // A restriction with a misspelled name would restrict nothing.
    const meant = near && restrictions.includes(near) ? near : (restrictionAbout(name) ?? near);
    if (meant && restrictions.includes(meant)) {
      throw new SettingError(`${name} is not a setting of this server. Did you mean ${meant}?`);
    }
    if (meant) suggested.set(name, ` Did you mean ${meant}?`);
  }
  return unknown.map(
    (name) => `${name} is not a setting of this server and is ignored.${suggested.get(name) ?? ""}`,
  );
}

function isOfSignIn(name: string): boolean {
  return /OAUTH|OIDC/i.test(name);
}

// The subjects of restrictions in unknown names: companies in CODAT_ALLOWED_COMPANIES.
const subjects: [RegExp, Name][] = [
  [/DENY|DENIED|REVOKE/i, "oauthDenyFile"],
  [/AUDIENCE/i, "oauthAudience"],
  [/OAUTH|OIDC|ISSUER|JWKS/i, "oauthIssuer"],
  [/COMPAN/i, "companyIds"],
  [/MASK|REDACT/i, "mask"],
  [/AUDIT/i, "auditLog"],
  [/POLIC/i, "policyFile"],
  [/ORIGIN|CORS/i, "httpAllowedOrigins"],
  [/HOSTS|ALLOW\w*HOST|HOST\w*ALLOW|TRUST\w*HOST/i, "httpAllowedHosts"],
  [/HTTP\w*TOKEN|TOKENS|CALLERS/i, "httpTokensFile"],
  [/_IDS?$|PIN|ALLOW/i, "companyIds"],
];

function restrictionAbout(name: string): string | undefined {
  const meant = subjects.find(([subject]) => subject.test(name))?.[1];
  return meant && variableOf(meant);
}

/** Whether Node accepts any certificate. */
export function verificationIsOff(environment: NodeJS.ProcessEnv): boolean {
  return environment.NODE_TLS_REJECT_UNAUTHORIZED === "0";
}
