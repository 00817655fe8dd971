import { type Check, failure, ok, warning } from "../check.ts";
import { describe } from "./describe.ts";
import { type Answer, isSilence } from "./exchange.ts";
import { objectIn } from "./messages.ts";
import type { Probe } from "./probe.ts";

/** What the probes report, if they are reachable: a proxy need not forward them. */
export async function healthChecks({ url, get }: Probe): Promise<Check[]> {
  const base = url.pathname.replace(/\/mcp\/?$/, "");
  return Promise.all(
    (["healthz", "readyz"] as const).map(async (name) => {
      const outcome = await get(new URL(`${base}/${name}`, url.origin));
      if (!isSilence(outcome) && isProbe(outcome)) return report(name, outcome);
      if (!isSilence(outcome) && outcome.status < 500) {
        return ok(name, `/${name} is not public (${outcome.status}), which is fine.`);
      }
      return warning(
        name,
        `/${name} ${describe(outcome)}.`,
        "If the endpoint works, make the load balancer ask each server directly, not through this URL.",
      );
    }),
  );
}

function isProbe({ body }: Answer): boolean {
  return typeof objectIn(body)?.status === "string";
}

function report(name: string, { status }: Answer): Check {
  if (status === 200) return ok(name, `/${name} answers 200.`);
  return failure(
    name,
    `/${name} answers ${status}: the server is stopping.`,
    "If it does not end by itself within a minute, restart it, and check that the proxy takes such servers out.",
  );
}
