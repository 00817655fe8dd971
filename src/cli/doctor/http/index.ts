import { wayTo } from "../../../codat/proxy-rule.ts";
import { createRedactor } from "../../../codat/redact.ts";
import type { Proxies } from "../../../settings/proxies.ts";
import type { HttpDoctor } from "../../commands/doctor.ts";
import { type Check, failed, failure, warning } from "../check.ts";
import { createReport } from "../report.ts";
import { seconds } from "./describe.ts";
import { createProbe, defaultLimits, type Limits } from "./probe.ts";
import { walk } from "./walk.ts";

interface HttpDoctorDeps {
  version: string;
  /** Writes to stdout. */
  write: (text: string) => void;
  /** Called with an unexpected error. */
  unexpected: (error: unknown) => void;
  limits?: Limits;
}

/** Checks a server over HTTP from outside and prints the results. Returns whether no check failed. */
export async function runHttpDoctor(
  { url, token, proxies, json }: Omit<HttpDoctor, "name">,
  { version, write, unexpected, limits = defaultLimits }: HttpDoctorDeps,
): Promise<boolean> {
  const { redact, learn } = createRedactor();
  if (token !== undefined) learn(token);
  const report = createReport({ json, write, redact });
  for (const check of proxyChecks(url, proxies)) report.add(check);
  const endMs = performance.now() + limits.totalMs;
  try {
    for await (const check of walk(createProbe({ url, token, limits, version }))) {
      report.add(check);
      if (performance.now() > endMs) {
        report.add(tooLong(limits.totalMs));
        break;
      }
    }
  } catch (error) {
    unexpected(error);
    report.add(failed("doctor", error));
  }
  return report.end();
}

function proxyChecks(url: URL, proxies: Proxies): Check[] {
  const { through } = wayTo(url, proxies);
  if (!through) return [];
  return [
    warning(
      "proxy",
      `${through.variable} sets a proxy, and these checks connect directly.`,
      "If this network allows connections only through the proxy, run doctor in another network.",
    ),
  ];
}

function tooLong(ms: number): Check {
  return failure(
    "time_limit",
    `The checks did not finish within ${seconds(ms)}. The others were not run.`,
    "Fix the failures above, or check the load of the server and the proxy. Then run doctor again.",
  );
}
