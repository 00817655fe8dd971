import { lstatSync, readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { codeOf } from "../../base/error-trace.ts";
import { SettingError } from "../flags.ts";

/** Whether something is at this path, also if it cannot be read. */
export function isThere(path: string): boolean {
  try {
    lstatSync(path);
    return true;
  } catch (error) {
    return codeOf(error) !== "ENOENT";
  }
}

/**
 * Whether a machine has a policy at this path, also if its directory is a link that leads nowhere. Throws SettingError for
 * a file whose name is only nearly the right one: it was meant to restrict.
 */
export function hasPolicy(path: string): boolean {
  if (isThere(path)) return true;
  const folder = dirname(path);
  if (!isThere(folder)) return false;
  const names = namesIn(folder);
  // An editor on Windows adds .txt, and most file systems of Linux distinguish the case.
  const near = names?.find((name) => new RegExp(`^${basename(path)}(?:\\.txt)?$`, "i").test(name));
  if (near) throw new SettingError(`The policy ${join(folder, near)} must be named ${basename(path)}.`);
  return names === undefined;
}

/** Undefined if the directory is a link that leads nowhere; none if the names may not be read. */
function namesIn(folder: string): string[] | undefined {
  try {
    return readdirSync(folder);
  } catch (error) {
    return codeOf(error) === "ENOENT" ? undefined : [];
  }
}
