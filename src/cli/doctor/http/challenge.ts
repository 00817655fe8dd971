import { type Check, failure, ok, warning } from "../check.ts";
import type { Answer } from "./exchange.ts";

/** What a 401 says about how to authenticate. */
export interface Challenge {
  isBearer: boolean;
  /** Where the metadata for OAuth is. */
  metadata: string | undefined;
  error: string | undefined;
}

/** The challenge of an answer; undefined if it asks for no token. */
export function challengeOf({ status, headers }: Answer): Challenge | undefined {
  if (status !== 401) return undefined;
  const text = headers["www-authenticate"] ?? "";
  const parameter = (name: string) => new RegExp(`\\b${name}="?([^",]*)`, "i").exec(text)?.[1];
  return {
    isBearer: /(^|,\s*)bearer\b/i.test(text),
    metadata: parameter("resource_metadata"),
    error: parameter("error"),
  };
}

/** Whether the answer to a request without a token is one that clients understand. */
export function challengeCheck(answer: Answer, url: URL): Check {
  const challenge = challengeOf(answer);
  if (!challenge) {
    return /^(localhost|127\.|\[::1\])/.test(url.hostname)
      ? ok("challenge", "No token is needed.")
      : warning(
          "challenge",
          "No token is needed: everyone who reaches this URL can call the tools.",
          "Set CODAT_HTTP_TOKENS_FILE, unless something in front of the server authenticates its callers.",
        );
  }
  if (!challenge.isBearer) {
    return failure(
      "challenge",
      "The 401 has no WWW-Authenticate header with Bearer, so clients do not know how to authenticate.",
      "Something in front of the server answers, or removes the header. Make the proxy forward the server's own 401.",
    );
  }
  if (challenge.error) {
    return warning(
      "challenge",
      `Without a token, the challenge has error="${/^[a-z_]+$/.test(challenge.error) ? challenge.error : "…"}". Some clients discard a good token then.`,
      "Check whether the proxy adds an Authorization header of its own.",
    );
  }
  const how = challenge.metadata ? "and names the metadata for sign-in" : "for a fixed token";
  return ok("challenge", `The challenge of the 401 is Bearer, ${how}.`);
}
