import { once } from "../base/once.ts";

// Names stand in log and audit lines. A token is no name.
const form = once(() => /^(?!ccm_)[\p{L}\p{N}][\p{L}\p{N} ._@:/-]{0,63}$/u);

/** What the name of a caller must be, to complete a sentence. */
export const callerNameExpected = "1 to 64 letters, digits, spaces and . _ @ : / -";

/** Whether a text can be the name of a caller of the HTTP service. */
export function isCallerName(text: string): boolean {
  return form().test(text);
}
