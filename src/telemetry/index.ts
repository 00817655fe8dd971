import { AsyncLocalStorage } from "node:async_hooks";
import {
  type Attributes,
  type Context,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from "@opentelemetry/api";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { detectResources, envDetector, resourceFromAttributes } from "@opentelemetry/resources";
import { BatchSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import type { TracedCall, TracedRequest, Tracing } from "../base/tracing.ts";
import { spanContextIn } from "./traceparent.ts";

const flushMs = 2_000;

/**
 * Sends spans over OTLP/HTTP to the collector in OTEL_EXPORTER_OTLP_ENDPOINT, as the exporter reads it from the
 * environment, with names and attributes of the semantic conventions for MCP.
 */
export function startTracing(facts: { name: string; version: string }): Tracing {
  const provider = new TracerProvider({
    // OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES override these.
    resource: resourceFromAttributes({ "service.name": facts.name, "service.version": facts.version }).merge(
      detectResources({ detectors: [envDetector] }),
    ),
    spanProcessors: [new BatchSpanProcessor({ exporter: new OTLPTraceExporter() })],
  });
  const tracer = provider.getTracer("codat-customers-mcp", facts.version);
  const running = new AsyncLocalStorage<Context>();
  return {
    call: (call, run, errorOf) => {
      const span = startCall(tracer, call);
      return running.run(trace.setSpan(ROOT_CONTEXT, span), () =>
        ended(span, run, (outcome) => markError(span, errorOf(outcome) && "tool_error", errorOf(outcome))),
      );
    },
    request: (request, run, statusOf) => {
      const span = startRequest(tracer, request, running.getStore() ?? ROOT_CONTEXT);
      const mark = (status: number | undefined) => markStatus(span, status);
      return ended(
        span,
        run,
        () => mark(statusOf()),
        (error) => mark(statusOf(error)),
      );
    },
    close: async () => {
      const timeout = new Promise((resolve) => setTimeout(resolve, flushMs).unref());
      await Promise.race([provider.shutdown().catch(() => {}), timeout]);
    },
  };
}

const nameAttribute: Record<TracedCall["kind"], string | undefined> = {
  tool: "gen_ai.tool.name",
  prompt: "gen_ai.prompt.name",
  resource: undefined,
  completion: undefined,
};

function startCall(tracer: Tracer, { method, name, kind, traceparent }: TracedCall): Span {
  const named = nameAttribute[kind];
  const attributes: Attributes = {
    "mcp.method.name": method,
    ...(named && { [named]: name }),
    ...(kind === "tool" && { "gen_ai.operation.name": "execute_tool" }),
  };
  const parent = spanContextIn(traceparent);
  const context = parent ? trace.setSpanContext(ROOT_CONTEXT, parent) : ROOT_CONTEXT;
  return tracer.startSpan(`${method} ${name}`, { kind: SpanKind.SERVER, attributes }, context);
}

function startRequest(tracer: Tracer, { record, url }: TracedRequest, parent: Context): Span {
  const attributes: Attributes = {
    "http.request.method": "GET",
    "server.address": url.hostname,
    "server.port": Number(url.port || (url.protocol === "https:" ? 443 : 80)),
    "codat.record": record,
  };
  return tracer.startSpan("GET", { kind: SpanKind.CLIENT, attributes }, parent);
}

async function ended<T>(
  span: Span,
  run: () => Promise<T>,
  mark: (outcome: T) => void,
  markFailure: (error: unknown) => void = () => {},
): Promise<T> {
  try {
    const outcome = await run();
    mark(outcome);
    return outcome;
  } catch (error) {
    // Only its name: its message could hold a query.
    markError(span, error instanceof Error ? error.name : "error");
    markFailure(error);
    throw error;
  } finally {
    span.end();
  }
}

function markStatus(span: Span, status: number | undefined): void {
  if (status === undefined) return;
  span.setAttribute("http.response.status_code", status);
  if (status >= 400) markError(span, String(status));
}

function markError(span: Span, type: string | undefined, message?: string): void {
  if (type === undefined) return;
  span.setAttribute("error.type", type);
  span.setStatus({ code: SpanStatusCode.ERROR, ...(message && { message }) });
}
