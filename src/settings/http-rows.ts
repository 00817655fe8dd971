import { hostNames, ipAddress, origins, publicUrl } from "./parsers/addresses.ts";
import { oneOf } from "./parsers/choices.ts";
import { whole } from "./parsers/numbers.ts";
import { restrictingFile } from "./parsers/paths.ts";

// The settings of the command `http`.
export const httpRows = {
  httpHost: ipAddress("http: address to listen on", "127.0.0.1"),
  httpPort: whole("http: port to listen on; 0 picks a free one", 8080, { of: "ports", from: 0, to: 65_535 }),
  httpPublicUrl: publicUrl("http: the URL that clients use, ending in /mcp"),
  httpAllowedHosts: hostNames("http: values of the Host header to accept, besides loopback names"),
  httpAllowedOrigins: origins("http: origins of web pages that may call"),
  httpTokensFile: restrictingFile("http: JSON file with the callers' tokens and what each may read"),
  httpAuth: oneOf("http: none accepts every caller, only on loopback; tokens", ["tokens", "none"], "tokens"),
  httpCallsInFlight: whole("http: most tool calls of one caller at a time", 8, {
    of: "calls",
    from: 1,
    to: 1000,
  }),
  httpCallsPerMinute: whole("http: most tool calls of one caller in a minute", 120, {
    of: "calls",
    from: 1,
    to: 100_000,
  }),
  httpReplicas: whole("http: processes that share the key; divides CODAT_MAX_CONCURRENCY", 1, {
    of: "processes",
    from: 1,
    to: 64,
  }),
  httpMetricsHost: ipAddress("http: address of the metrics for Prometheus", "127.0.0.1"),
  httpMetricsPort: whole("http: port of the metrics for Prometheus; 0 for none", 0, {
    of: "ports",
    from: 0,
    to: 65_535,
  }),
} as const;
