import { nearest } from "../base/nearest-name.ts";
import { SettingError } from "./flags.ts";
import { names, rows, variableOf } from "./table.ts";

/** A warning for each unknown variable that looks like a setting. Throws SettingError if it looks like a setting that restricts. */
export function unknownVariables(environment: NodeJS.ProcessEnv): string[] {
  const known = names.map(variableOf);
  const restrictions = names.filter((name) => rows[name].failClosed).map(variableOf);
  const suggested = new Map<string, string>();
  const unknown = Object.keys(environment).filter((name) => /^codat/i.test(name) && !known.includes(name));
  for (const name of unknown) {
    // A restriction with a misspelled name would restrict nothing.
    const meant =
      restrictions.find((restriction) => restriction.includes(aboutIn(name))) ?? nearest(name, known);
    if (meant && restrictions.includes(meant)) {
      throw new SettingError(`${name} is not a setting of this server. Did you mean ${meant}?`);
    }
    if (meant) suggested.set(name, ` Did you mean ${meant}?`);
  }
  return unknown.map(
    (name) => `${name} is not a setting of this server and is ignored.${suggested.get(name) ?? ""}`,
  );
}

// The subject of a restriction in an unknown name: COMPANY in CODAT_ALLOWED_COMPANIES.
function aboutIn(name: string): string {
  const about = /COMPAN|MASK|REDACT|AUDIT|POLIC|_IDS?$|PIN|ALLOW/i.exec(name)?.[0].toUpperCase();
  if (about === undefined) return " ";
  if (about === "REDACT") return "MASK";
  return /COMPAN|MASK|AUDIT|POLIC/.test(about) ? about : "COMPAN";
}

/** Whether Node accepts any certificate. */
export function verificationIsOff(environment: NodeJS.ProcessEnv): boolean {
  return environment.NODE_TLS_REJECT_UNAUTHORIZED === "0";
}
