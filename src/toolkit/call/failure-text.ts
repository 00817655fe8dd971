// Does not import the SDK, so that doctor can load the text without it.
import { advice, adviceByKind } from "../../base/advice.ts";
import { codeOf, type ErrorTrace, traceOf } from "../../base/error-trace.ts";
import { ToolError } from "../../base/tool-error.ts";
import { codeSpan } from "../../base/visible-text.ts";
import { CodatError } from "../../codat/error.ts";
import { platformIn } from "../../codat/platform.ts";
import { isCustomerData, type Route } from "../../codat/routes.ts";

/** Any failure as a ToolError. An unexpected error becomes one fixed sentence, without its own message. */
export function toToolError(error: unknown): ToolError {
  if (error instanceof ToolError) return error;
  if (isMissingFile(error))
    return new ToolError("not_configured", "A part of this server could not be loaded.", {
      advice: advice.incompleteInstall,
      cause: error,
    });
  return new ToolError("internal", "An unexpected error occurred in this server.", { cause: error });
}

/** What the log says of a failure besides its kind: where an unexpected error, or a missing file, comes from. */
export function unexpectedIn(error: ToolError): ErrorTrace | undefined {
  const { kind, cause = error } = error;
  return kind === "internal" || isMissingFile(cause) ? traceOf(cause) : undefined;
}

function isMissingFile(error: unknown): boolean {
  return codeOf(error) === "ERR_MODULE_NOT_FOUND";
}

/** A failure as text: what happened, what to do, the correlationId. */
export function failureText(error: ToolError): string {
  const { correlationId, service } = apiFacts(error);
  const lines = [whatHappened(error), whatToDo(error)];
  const references = [
    correlationId && `correlationId ${correlationId}`,
    service && `service ${inOneWord(service)}`,
  ];
  const known = references.filter(Boolean).join(", ");
  if (known) lines.push(`For Codat's support: ${known}`);
  return lines.filter(Boolean).join("\n");
}

// Several words could be an instruction.
function inOneWord(name: string): string {
  return /\s/.test(name) ? codeSpan(name) : name;
}

/** A failure for programs. Unknown facts are omitted. */
export function failureFacts(error: ToolError): Record<string, unknown> {
  const { status, correlationId, detailedErrorCode, service } = apiFacts(error);
  const facts = {
    kind: error.kind,
    status,
    retryable: error.retryable,
    retryAfterSeconds: retryAfterSeconds(error),
    attempts: error.attemptsInCall,
    correlationId,
    detailedErrorCode,
    service,
  };
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
}

/** The facts from Codat's response, if the failure is one. */
function apiFacts(error: ToolError): Partial<CodatError> {
  return error instanceof CodatError ? error : {};
}

function whatHappened(error: ToolError): string {
  const { attemptsForRequest = 0 } = apiFacts(error);
  const { message } = error;
  return attemptsForRequest > 1
    ? `${message.replace(/\.$/, "")} (after ${attemptsForRequest} attempts).`
    : message;
}

function whatToDo(error: ToolError): string | undefined {
  const { kind } = error;
  const seconds = retryAfterSeconds(error);
  const wait = seconds === undefined ? undefined : formatWait(seconds);
  if (error.advice) return error.advice;
  const { route, service, status, upstreamMessage = "" } = apiFacts(error);
  if (kind === "not_found") return notFoundAdvice(upstreamMessage, route);
  if (kind === "not_ready" && route && !isCustomerData(route)) return advice.giveUp;
  if (kind === "bad_request" && route?.kind === "customers") return advice.badQuery;
  if (kind === "forbidden") return forbiddenAdvice(service, route);
  if (status === 511) return advice.refusedByNetwork;
  if (kind === "throttled") return advice.throttled(wait);
  return adviceByKind[kind] ?? (error.retryable ? advice.retryLater(wait) : advice.giveUp);
}

function forbiddenAdvice(service: string | undefined, route: Route | undefined): string | undefined {
  const platform = platformIn(service);
  if (platform) return advice.refusedByPlatform(platform);
  // Companies and connections are Codat's own records, for which no platform grants a scope.
  return route && !isCustomerData(route) ? advice.refusedByCodat : adviceByKind.forbidden;
}

function notFoundAdvice(upstreamMessage: string, route: Route | undefined): string {
  if (/not supported/i.test(upstreamMessage)) return advice.notSupported;
  if (/data connection/i.test(upstreamMessage)) return advice.wrongConnection;
  if (/no data available/i.test(upstreamMessage)) return advice.noSuchRecord;
  if (/no company/i.test(upstreamMessage)) return advice.wrongCompany;
  if (route?.kind === "companies") return advice.noApi;
  if (route?.kind === "customer") return advice.checkCustomerId;
  const hasOtherIds = !route || (isCustomerData(route) && route.kind !== "customers");
  return hasOtherIds ? advice.checkIds : advice.wrongCompany;
}

function retryAfterSeconds({ retryAfterMs, retryable }: ToolError): number | undefined {
  // A wait of 0 is no advice.
  return !retryAfterMs || !retryable ? undefined : Math.ceil(retryAfterMs / 1000);
}

function formatWait(seconds: number): string {
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 120
    ? `${seconds} s (${minutes} minutes)`
    : `${seconds} s (${Math.ceil(minutes / 60)} hours)`;
}
