import { installWholePackage } from "./incomplete-install.ts";

/** Loads with the first call what startup does not need. After a failure, the next call tries again. */
export function whenCalled<T>(load: () => Promise<T>): () => Promise<T> {
  let loaded: Promise<T> | undefined;
  return () => {
    loaded ??= load().catch((cause) => {
      loaded = undefined;
      // Node's message has the path of the missing file.
      throw new Error(`A part of this server could not be loaded. ${installWholePackage}`, { cause });
    });
    return loaded;
  };
}
