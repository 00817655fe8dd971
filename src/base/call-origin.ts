import { AsyncLocalStorage } from "node:async_hooks";

/** Who called over HTTP, and which request it was. Empty on stdio. */
export interface CallOrigin {
  /** The caller's name in the tokens file, or the \`sub\` of a person who signed in. */
  caller?: string;
  /** The name of a person who signed in. */
  callerName?: string | undefined;
  requestId?: string;
  /** `HOSTNAME:pid` of this process. */
  replica?: string;
}

const storage = new AsyncLocalStorage<CallOrigin>();

/** The origin of the running call, for log and audit lines. */
export function callOrigin(): CallOrigin {
  return storage.getStore() ?? {};
}

/** Runs a call, so that all that it starts knows its origin. */
export function withOrigin<T>(origin: CallOrigin, run: () => T): T {
  return storage.run(origin, run);
}
