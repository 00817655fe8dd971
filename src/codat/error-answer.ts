import { quotable } from "../base/visible-text.ts";
import type { Clock } from "./attempt.ts";
import { boundedChunks, collect } from "./body.ts";
import { type CodatError, type CodatErrorFacts, statusError } from "./error.ts";
import { isObject } from "./json.ts";
import { retryAfterMs } from "./retry-after.ts";

const bodyLimitBytes = 64 * 1024;
const bodyMs = 2_000;
const longestMessage = 2_000;

/** The error for an answer that is no success. Its status says enough, and is not lost if the body is HTML, too large, broken off or slow. */
export async function readErrorAnswer(
  response: Response,
  redact: (text: string) => string,
  clock: Clock,
): Promise<CodatError> {
  const { headers, status } = response;
  const wait = { retryAfterMs: retryAfterMs(headers.get("retry-after"), headers.get("date"), Date.now()) };
  clock.endIn(bodyMs, statusError(status, wait));
  return statusError(status, { ...(await factsIn(response, redact)), ...wait });
}

const plainCorrelationId = /^[\w-]{1,128}$/;

async function factsIn(response: Response, redact: (text: string) => string): Promise<CodatErrorFacts> {
  try {
    const chunks = boundedChunks(response, bodyLimitBytes, () => new RangeError());
    const body: unknown = JSON.parse(new TextDecoder().decode(await collect(chunks)));
    if (!isObject(body)) return {};
    const { error, detailedErrorCode } = body;
    const correlationId = typeof body.correlationId === "string" ? redact(body.correlationId) : "";
    return {
      // Redacted after parsing: JSON can hide text behind escapes.
      // Ours is shorter. To look for many requested values in a long text would block the process.
      upstreamMessage:
        typeof error === "string" ? redact(quotable(error, longestMessage)) || undefined : undefined,
      correlationId: plainCorrelationId.test(correlationId) ? correlationId : undefined,
      detailedErrorCode: typeof detailedErrorCode === "number" ? detailedErrorCode : undefined,
    };
  } catch {
    return {};
  }
}
