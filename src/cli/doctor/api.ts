import type { ToolError } from "../../base/tool-error.ts";
import type { AnswerHeaders } from "../../codat/attempt.ts";
import type { Client, Trace } from "../../codat/client.ts";
import { CodatError } from "../../codat/error.ts";
import { companiesRoute, companyRoute } from "../../codat/routes.ts";
import type { KeySource, Settings } from "../../settings/index.ts";
import { toToolError } from "../../toolkit/call/failure-text.ts";
import { type Check, failed, failure, ok, warning } from "./check.ts";
import { keyVariable } from "./key.ts";

/** Asks the API one thing, by which the clock, the key and the quota are seen; `isUsable` says whether to ask for more. */
export async function apiChecks(
  settings: Settings,
  keySource: KeySource | undefined,
  client: Client,
  startedAtMs: number,
): Promise<{ checks: Check[]; isUsable: boolean }> {
  const trace: Trace = { attempts: 0 };
  const signal = new AbortController().signal;
  const error = await client
    .withDeadline({ signal, trace, startedAtMs }, async (codat) => {
      const [first] = settings.companyIds === "all" ? [] : settings.companyIds;
      const answer = first
        ? await codat.json(companyRoute(first))
        : await codat.json(companiesRoute, { page: 1, pageSize: 1 });
      if (!Array.isArray(answer.results) && answer.id === undefined) throw noCodat();
    })
    .then(() => undefined, toToolError);
  const key = error ? refused(error, settings, keySource) : ok("api", "Codat takes the key.");
  return {
    checks: [...clockChecks(trace.headers), key, ...quotaChecks(trace.headers, error)],
    isUsable: key.result === "ok",
  };
}

function noCodat(): CodatError {
  return new CodatError("unreadable", "What answers there is JSON, but nothing that Codat would say.");
}

function refused(error: ToolError, settings: Settings, keySource: KeySource | undefined): Check {
  const { kind } = error;
  if (kind === "unauthorized") {
    const fix = `Copy the key anew from Codat's portal into ${placeOf(keySource)}: raw, as the base64 of the key alone, without a colon, or as the whole “Basic …” header.`;
    return failure("api", `${error.message} The key is wrong, or was withdrawn.`, fix);
  }
  if (kind !== "not_found") return failed("api", error);
  // Codat has looked at the key before it looks for a company.
  const isCodats =
    error instanceof CodatError && (error.upstreamMessage ?? error.correlationId) !== undefined;
  if (settings.companyIds !== "all" && isCodats) return ok("api", "Codat takes the key.");
  const fix = "Check CODAT_BASE_URL: what answers there does not seem to be Codat's API.";
  return failure("api", error.message, fix);
}

function placeOf(keySource: KeySource | undefined): string {
  const variable = keyVariable(keySource);
  return variable === "CODAT_API_KEY_FILE" ? `the file that ${variable} names` : variable;
}

const largestSkewMs = 60_000;

// Without an answer nothing is said of the clock: why there was none is said elsewhere.
function clockChecks(headers: AnswerHeaders | undefined): Check[] {
  if (!headers) return [];
  const { clockAheadMs } = headers;
  if (clockAheadMs === undefined) {
    const fix = "Compare this machine's clock with another one.";
    return [
      warning("clock", "The answer had no Date header that this machine's clock could be held against.", fix),
    ];
  }
  if (Math.abs(clockAheadMs) <= largestSkewMs) {
    return [ok("clock", "This machine's clock and Codat's are at most a minute apart.")];
  }
  const message = `This machine's clock is ${spanInWords(Math.abs(clockAheadMs))} ${clockAheadMs > 0 ? "ahead of" : "behind"} Codat's.`;
  const fix = "Set it, best by NTP: certificates, waits and the age of data are judged by it.";
  return [warning("clock", message, fix)];
}

function spanInWords(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 180) return `${minutes} ${minutes === 1 ? "minute" : "minutes"}`;
  const hours = Math.round(minutes / 60);
  return hours < 72 ? `${hours} hours` : `${Math.round(hours / 24)} days`;
}

const nearlyEmpty = 0.1;

function quotaChecks(headers: AnswerHeaders | undefined, error: ToolError | undefined): Check[] {
  const { quotaLeft: left, quotaLimit: limit } = headers ?? {};
  if (left === undefined || error?.kind === "unauthorized") return [];
  const message = `${left}${limit === undefined ? "" : ` of ${limit}`} requests are left of today's quota.`;
  if (left > (limit ?? 0) * nearlyEmpty) return [ok("quota", message)];
  const fix =
    "Wait until 00:00 UTC, when it is renewed, or ask Codat for a larger one; everything that uses the key draws on it.";
  return [warning("quota", message, fix)];
}
