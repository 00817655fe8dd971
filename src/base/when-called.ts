import { installWholePackage } from "./incomplete-install.ts";
import { once } from "./once.ts";

/** Loads with the first call what startup does not need. */
export function whenCalled<T>(load: () => Promise<T>): () => Promise<T> {
  return once(() => load().catch(fail));
}

// Node's message has the path of the missing file.
function fail(cause: unknown): never {
  throw new Error(`A part of this server could not be loaded. ${installWholePackage}`, { cause });
}
