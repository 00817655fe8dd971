import { hasEndpointPath, isUnprotected } from "../../service-url.ts";
import { type Check, failure, ok, warning } from "../check.ts";
import { burstCheck } from "./burst.ts";
import { callCheck } from "./call.ts";
import { type Challenge, challengeCheck, challengeOf } from "./challenge.ts";
import { connectionCheck, nameCheck } from "./connection.ts";
import { shown } from "./describe.ts";
import { discoverCheck, handshakeCheck } from "./eras.ts";
import { healthChecks } from "./health.ts";
import { latencyCheck } from "./latency.ts";
import { fixedTokenCheck, metadataChecks } from "./metadata.ts";
import { getCheck } from "./methods.ts";
import type { Probe } from "./probe.ts";
import { reach } from "./reach.ts";
import { bufferingCheck, jsonCheck, streamCheck } from "./streams.ts";
import { sendToken } from "./token.ts";

/** Goes the way of a host, from the URL to a call, and ends where a host would. */
export async function* walk(probe: Probe): AsyncGenerator<Check> {
  const { url } = probe;
  yield urlCheck(url);
  if (isUnprotected(url)) return yield left("Everything else: the token must not be sent over this URL");
  const named = await nameCheck(probe);
  yield named;
  if (named.result !== "ok") return yield left("The connection and the endpoint");
  const connected = await connectionCheck(probe);
  yield connected;
  if (connected.result !== "ok") return yield left("The endpoint");
  const reached = await reach(probe);
  yield reached.check;
  if (!("answer" in reached)) {
    yield* await healthChecks(probe);
    return yield left("Sign-in, the token and calls");
  }
  yield challengeCheck(reached.answer, url);
  yield await getCheck(probe);
  const challenge = challengeOf(reached.answer);
  yield* metadataChecks(probe, challenge);
  yield* withToken(probe, challenge);
  yield await burstCheck(probe);
  yield* await healthChecks(probe);
}

async function* withToken(probe: Probe, challenge: Challenge | undefined): AsyncGenerator<Check> {
  const admission = await sendToken(probe, challenge);
  yield admission.check;
  if (!admission.isIn) return yield left("Calls");
  if (probe.token !== undefined) yield* fixedTokenCheck(probe.token, challenge);
  yield await discoverCheck(probe);
  const { check, tools } = await handshakeCheck(probe);
  yield check;
  yield await jsonCheck(probe);
  yield await streamCheck(probe);
  yield await bufferingCheck(probe);
  yield await callCheck(probe, tools);
  yield await latencyCheck(probe);
}

function urlCheck(url: URL): Check {
  if (isUnprotected(url)) {
    return failure(
      "url",
      `${shown(url)} has no TLS: everyone on the network could read the token and the data.`,
      "Put a proxy with a certificate in front of the server, and use its https:// URL.",
    );
  }
  if (hasEndpointPath(url)) return ok("url", `The endpoint is ${shown(url)}.`);
  return warning(
    "url",
    `The endpoint is ${shown(url)}. This server answers at /mcp.`,
    "If a check below fails, add /mcp to the URL.",
  );
}

function left(what: string): Check {
  return warning("not_checked", `${what}: not checked.`, "Fix the failure above and run doctor again.");
}
