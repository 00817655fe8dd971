import { callerTokenVariable } from "../settings/environment.ts";
import { SettingError } from "../settings/flags.ts";
import { isPlaceholder, unquoted } from "../settings/placeholder.ts";

/** A caller's own token, for commands that call a server over HTTP. */
export interface CallerToken {
  /** Undefined if none is set. */
  token: string | undefined;
}

/** Reads CODAT_HTTP_TOKEN. Also takes a whole Authorization header. Throws SettingError. */
export function readCallerToken(environment: NodeJS.ProcessEnv): CallerToken {
  const text = unquoted(environment[callerTokenVariable] ?? "");
  const token = text.replace(/^(authorization:\s*)?bearer\s+/i, "");
  if (token === "" || isPlaceholder(token) || /^YOUR_TOKEN$/i.test(token)) return { token: undefined };
  // RFC 6750, section 2.1.
  if (!/^[\w.~+/-]+=*$/.test(token)) {
    throw new SettingError(
      `${callerTokenVariable} must be a token: letters, digits and - . _ ~ + / only, without spaces or line breaks.`,
    );
  }
  return { token };
}
