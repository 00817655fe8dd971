import { basename } from "node:path";
import { fileURLToPath } from "node:url";

/** The error of a build step that no longer fits the SDK. `what` ends a sentence. */
export function outdated(what, file) {
  return new Error(`The SDK now ${what}. Update scripts/build/${basename(fileURLToPath(file))}.`);
}
