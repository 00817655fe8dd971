import type { SpanContext } from "@opentelemetry/api";

// W3C Trace Context, section 3.2. Later versions may add fields at the end.
const form = /^(?!ff)[\da-f]{2}-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})(-.*)?$/;

/** The client's span in a traceparent; undefined if it is missing or invalid. */
export function spanContextIn(traceparent: string | undefined): SpanContext | undefined {
  const [, traceId = "", spanId = "", flags = "00", more] = form.exec(traceparent ?? "") ?? [];
  if (/^0*$/.test(traceId) || /^0*$/.test(spanId)) return undefined;
  if (more && traceparent?.startsWith("00")) return undefined;
  return { traceId, spanId, traceFlags: Number.parseInt(flags, 16) & 1, isRemote: true };
}
