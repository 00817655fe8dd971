import type { ToolError } from "../../base/tool-error.ts";
import type { AnswerHeaders } from "../../codat/attempt.ts";
import type { Client, Trace } from "../../codat/client.ts";
import { CodatError } from "../../codat/error.ts";
import { companiesRoute, companyRoute } from "../../codat/routes.ts";
import type { KeySource, Settings } from "../../settings/index.ts";
import { toToolError } from "../../toolkit/call/failure-text.ts";
import { type Check, failed, failure, ok, warning } from "./check.ts";
import { keyVariable } from "./key.ts";

/** Sends one API request that shows the clock, the key and the quota. `isUsable`: whether further requests make sense. */
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
  const key = error ? refused(error, settings, keySource) : ok("api", "Codat accepts the key.");
  return {
    checks: [...clockChecks(trace.headers), key, ...quotaChecks(trace.headers, error)],
    isUsable: key.result === "ok",
  };
}

function noCodat(): CodatError {
  return new CodatError("unreadable", "The response is JSON, but not from Codat's API.");
}

function refused(error: ToolError, settings: Settings, keySource: KeySource | undefined): Check {
  const { kind } = error;
  if (kind === "unauthorized") {
    const fix = `Copy the key again from the Codat Portal into ${placeOf(keySource)}. Use the raw key, its base64 (without a colon), or the whole “Basic …” header.`;
    return failure("api", `${error.message} The key is wrong or was revoked.`, fix);
  }
  if (kind !== "not_found") return failed("api", error);
  // Codat checks the key before it looks up the company.
  const isCodats =
    error instanceof CodatError && (error.upstreamMessage ?? error.correlationId) !== undefined;
  if (settings.companyIds !== "all" && isCodats) return ok("api", "Codat accepts the key.");
  const fix = "Check CODAT_BASE_URL. The server at that address does not seem to be Codat's API.";
  return failure("api", error.message, fix);
}

function placeOf(keySource: KeySource | undefined): string {
  const variable = keyVariable(keySource);
  if (variable === "CODAT_API_KEY_COMMAND") return `the store that the program in ${variable} reads`;
  return variable === "CODAT_API_KEY_FILE" ? `the file in ${variable}` : variable;
}

const largestSkewMs = 60_000;

// Without a response the clock is unknown; the api check reports why there is none.
function clockChecks(headers: AnswerHeaders | undefined): Check[] {
  if (!headers) return [];
  const { clockAheadMs } = headers;
  if (clockAheadMs === undefined) {
    const fix = "Compare this machine's clock with another clock.";
    return [
      warning(
        "clock",
        "The response had no valid Date header, so this machine's clock could not be checked.",
        fix,
      ),
    ];
  }
  if (Math.abs(clockAheadMs) <= largestSkewMs) {
    return [ok("clock", "This machine's clock is within a minute of Codat's.")];
  }
  const message = `This machine's clock is ${spanInWords(Math.abs(clockAheadMs))} ${clockAheadMs > 0 ? "ahead of" : "behind"} Codat's.`;
  const fix = "Set the clock, preferably with NTP. Certificates, retries and the age of data depend on it.";
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
  const message = `${left}${limit === undefined ? "" : ` of ${limit}`} requests remain in today's quota.`;
  if (left > (limit ?? 0) * nearlyEmpty) return [ok("quota", message)];
  const fix =
    "Wait until the quota resets at 00:00 UTC, or ask Codat for a larger one. Everything that uses this key shares the quota.";
  return [warning("quota", message, fix)];
}
