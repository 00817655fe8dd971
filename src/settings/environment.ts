import { nearest } from "../base/nearest-name.ts";
import { SettingError } from "./flags.ts";
import { names, rows, variableOf } from "./table.ts";

/** A warning for each variable that looks like a setting and is none. Throws SettingError for what looks like a setting that restricts. */
export function unknownVariables(environment: NodeJS.ProcessEnv): string[] {
  const known = names.map(variableOf);
  const restrictions = names.filter((name) => rows[name].failClosed).map(variableOf);
  const unknown = Object.keys(environment).filter((name) => /^codat/i.test(name) && !known.includes(name));
  for (const name of unknown) {
    // A restriction whose name is misspelt would restrain nothing.
    const meant =
      restrictions.find((restriction) => restriction.includes(aboutIn(name))) ?? nearest(name, known);
    if (meant && restrictions.includes(meant)) {
      throw new SettingError(`${name} is not a setting of this server: did you mean ${meant}?`);
    }
  }
  return unknown.map((name) => `${name} is not a setting of this server and is ignored.`);
}

// What a restriction is about, in a name that is not one: COMPANY as in CODAT_ALLOWED_COMPANIES.
function aboutIn(name: string): string {
  const about = /COMPAN|MASK|REDACT|AUDIT|_IDS?$|PIN|ALLOW/i.exec(name)?.[0].toUpperCase();
  if (about === undefined) return " ";
  if (about === "REDACT") return "MASK";
  return /COMPAN|MASK|AUDIT/.test(about) ? about : "COMPAN";
}

/** Whether Node takes any certificate for good. */
export function verificationIsOff(environment: NodeJS.ProcessEnv): boolean {
  return environment.NODE_TLS_REJECT_UNAUTHORIZED === "0";
}
