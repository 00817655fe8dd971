import { type Check, failure, ok, warning } from "../check.ts";
import { type Challenge, challengeOf } from "./challenge.ts";
import { describe } from "./describe.ts";
import { type Answer, isSilence, type Silence } from "./exchange.ts";
import { modernMessage, replyIn } from "./messages.ts";
import type { Probe } from "./probe.ts";

/** Whether the token lets its caller in. */
export interface Admission {
  check: Check;
  isIn: boolean;
}

/** Sends the token, if there is one. */
export async function sendToken(probe: Probe, challenge: Challenge | undefined): Promise<Admission> {
  if (probe.token === undefined) {
    if (!challenge) return { isIn: true, check: ok("token", "No token is set, and none is needed.") };
    return { isIn: false, check: missing(challenge) };
  }
  const outcome = await probe.post(modernMessage("server/discover"));
  if (!isSilence(outcome) && replyIn(outcome)?.result) {
    const message = challenge ? "The server accepts the token." : "The server answers, and needs no token.";
    return { isIn: true, check: ok("token", message) };
  }
  return { isIn: false, check: refused(outcome) };
}

function missing({ metadata }: Challenge): Check {
  const message = "The server needs a token, and CODAT_HTTP_TOKEN is not set.";
  return metadata === undefined
    ? failure(
        "token",
        message,
        "Set the environment variable CODAT_HTTP_TOKEN to a caller's token. The command token makes one.",
      )
    : warning(
        "token",
        message,
        "Hosts sign in on their own. To check calls too, set CODAT_HTTP_TOKEN to an access token of the authorization server.",
      );
}

function refused(outcome: Answer | Silence): Check {
  const challenge = isSilence(outcome) ? undefined : challengeOf(outcome);
  if (challenge?.error) {
    return failure(
      "token",
      "The server refuses the token: it is wrong, expired or removed.",
      "Compare it with the caller's token, without quotes or spaces. For a fixed token, check that its entry is in CODAT_HTTP_TOKENS_FILE of this server, and its expiry. For sign-in, check the token's audience and expiry.",
    );
  }
  if (challenge && !challenge.isBearer) {
    return failure(
      "token",
      "Something in front of the server refuses the request: the 401 is not this server's.",
      "Let requests to the endpoint pass without another sign-in: the server checks the token itself.",
    );
  }
  if (challenge) {
    return failure(
      "token",
      "The server answers as if no token was sent: something in front of it removes the Authorization header.",
      "Make the proxy forward the header (nginx: remove proxy_set_header Authorization; Apache: CGIPassAuth on; API gateways: allow the header).",
    );
  }
  if (!isSilence(outcome) && outcome.status === 403) {
    return failure(
      "token",
      `With the token, the server ${describe(outcome)}.`,
      "The token is known but may not do this: check its companies, toolsets or scopes, and the query of the URL.",
    );
  }
  return failure(
    "token",
    `With the token, the server ${describe(outcome)}.`,
    "Read the log of the server: it names the reason. If the tokens file is invalid, correct it.",
  );
}
