import type { Clock } from "./attempt.ts";
import { boundedChunks, collect } from "./body.ts";
import { type CodatError, type CodatErrorFacts, statusError } from "./error.ts";
import { readErrorBody } from "./error-body.ts";
import { retryAfterMs } from "./retry-after.ts";

const bodyLimitBytes = 64 * 1024;
const bodyMs = 2_000;

/** The error for an unsuccessful response. The status is reported even if the body is HTML, too large, incomplete or slow. */
export async function readErrorAnswer(
  response: Response,
  redact: (text: string) => string,
  clock: Clock,
): Promise<CodatError> {
  const { headers, status } = response;
  const wait = { retryAfterMs: retryAfterMs(headers.get("retry-after"), headers.get("date"), Date.now()) };
  clock.endIn(bodyMs, () => statusError(status, wait));
  return statusError(status, { ...(await factsIn(response, redact)), ...wait });
}

const plainCorrelationId = /^[\w.:|-]{1,128}$/;
const plainService = /^[\w .&-]{1,60}$/;

async function factsIn(response: Response, redact: (text: string) => string): Promise<CodatErrorFacts> {
  try {
    const chunks = boundedChunks(response, bodyLimitBytes, () => new RangeError());
    const body = readErrorBody(new TextDecoder().decode(await collect(chunks)));
    return {
      // Redacted after parsing: JSON can hide text behind escapes.
      upstreamMessage: body.message && redact(body.message),
      correlationId: plain(body.correlationId, plainCorrelationId, redact),
      service: plain(body.service, plainService, redact),
      detailedErrorCode: body.detailedErrorCode,
    };
  } catch {
    return {};
  }
}

function plain(
  text: string | undefined,
  pattern: RegExp,
  redact: (text: string) => string,
): string | undefined {
  const redacted = redact(text?.trim() ?? "");
  return pattern.test(redacted) ? redacted : undefined;
}
