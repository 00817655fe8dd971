import { gzipSync } from "node:zlib";
import type { Fault } from "./fault-server.ts";

const json = { "content-type": "application/json" };
const customer = '{"id":"A1D001","customerName":"Smith & Co"}';

/** A complete response with the right length. The connection stays open. */
export function reply(status: number, body: string | Uint8Array = "", headers: Headers = json): Fault {
  const length = Buffer.byteLength(body);
  return wire(head(status, { ...headers, "content-length": length }), body, "keep");
}

/** Headers by name. A list becomes one line per value. */
export type Headers = Record<string, string | number | string[]>;

/** Exactly these bytes. Then the connection is closed, reset, kept for the next request, or left open. */
export function wire(...parts: (string | Uint8Array | "end" | "reset" | "keep")[]): Fault {
  return (_request, _nth, socket) => {
    for (const part of parts) {
      if (part === "end") socket.end();
      else if (part === "reset") socket.write("", () => socket.resetAndDestroy());
      else if (part !== "keep") socket.write(part);
    }
    return parts.includes("keep");
  };
}

/** A status line with headers, including the empty line. */
export function head(status: number, headers: Headers = json): string {
  const lines = Object.entries(headers).flatMap(([name, value]) =>
    [value].flat().map((each) => `${name}: ${each}`),
  );
  return [`HTTP/1.1 ${status} Whatever`, ...lines, "", ""].join("\r\n");
}

/** A redirect. `to` may depend on the requested path. */
export function redirect(status: number, to: string | ((path: string) => string)): Fault {
  return (request, nth, socket) => {
    const location = typeof to === "string" ? to : to(request.path);
    return reply(status, "", { location })(request, nth, socket);
  };
}

/** One byte of the text per second. */
function drip(start: string, text: string): Fault {
  return (_request, _nth, socket) => {
    socket.write(start);
    let at = 0;
    const timer = setInterval(() => socket.write(text.charAt(at++ % text.length)), 1000);
    socket.on("close", () => clearInterval(timer));
  };
}

export const well: Fault = reply(200, customer);

const gzipped = { ...json, "content-encoding": "gzip" };
const chunked = { ...json, "transfer-encoding": "chunked" };
const wholeGzip = gzipSync(
  JSON.stringify({ id: "A1D001", sums: Array.from({ length: 2000 }, (_, at) => Math.sin(at)) }),
);
const aChunk = `${customer.length.toString(16)}\r\n${customer}\r\n`;
let bomb: Uint8Array | undefined;

/** Closes the connection without a response. */
export const closed: Fault = wire("end");
/** Never responds. */
export const silence: Fault = () => {};

/** Broken connections. All are transient. */
export const connectionFaults = {
  "closed without a byte": closed,
  "reset before an answer": wire("reset"),
  "reset within the headers": wire(head(200).slice(0, 25), "reset"),
  "reset within the body": wire(head(200, { ...json, "content-length": 500 }), customer, "reset"),
  "Content-Length too long": wire(head(200, { ...json, "content-length": 500 }), customer, "end"),
  "Content-Length twice": wire(head(200, { ...json, "content-length": ["43", "44"] }), customer, "end"),
  "Content-Length negative": wire(head(200, { ...json, "content-length": -5 }), customer, "end"),
  "cut chunks": wire(head(200, chunked), aChunk, "end"),
  "broken chunks": wire(head(200, chunked), `${aChunk}zz\r\n${customer}\r\n`),
  "no HTTP at all": wire("SSH-2.0-OpenSSH_9.6\r\n", "end"),
} satisfies Record<string, Fault>;

/** Responses that never end. All are transient. */
export const slowFaults = {
  "no headers ever": silence,
  "headers a byte a second": drip("", head(200)),
  "a body a byte a second": drip(head(200, { ...json, "content-length": 500 }), customer),
  "a stalled body": wire(head(200, { ...json, "content-length": 500 }), customer),
} satisfies Record<string, Fault>;

/** A body with this many stacked content encodings. */
export function stacked(times: number, body: string | Uint8Array = customer): Fault {
  return reply(200, body, { ...json, "content-encoding": Array(times).fill("gzip").join(", ") });
}

/** Responses that make fetch throw an uncaught error in some versions of Node. Use them only with a server in its own process. */
export const uncaughtFaults = {
  "30 stacked encodings of 18 KB": stacked(30, wholeGzip),
} satisfies Record<string, Fault>;

/** Bodies that do not match their content encoding, in each framing, and a truncated one. */
export const encodingFaults = {
  "gzip label on plain bytes, Content-Length": reply(200, customer, gzipped),
  "gzip label on plain bytes, chunked": wire(
    head(200, { ...gzipped, "transfer-encoding": "chunked" }),
    `${aChunk}0\r\n\r\n`,
    "keep",
  ),
  "gzip label on plain bytes, until the end": wire(
    head(200, { ...gzipped, connection: "close" }),
    customer,
    "end",
  ),
  "cut gzip": reply(200, wholeGzip.subarray(0, wholeGzip.length / 2), gzipped),
} satisfies Record<string, Fault>;

/** 2XX responses that are not JSON. All are transient. */
export const contentFaults = {
  "an empty 200": reply(200),
  "a 204": wire(head(204), "keep"),
  "Content-Length too short": reply(200, customer.slice(0, 20)),
  "cut JSON": wire(head(200, { ...json, connection: "close" }), customer.slice(0, 20), "end"),
  NaN: reply(200, '{"amount":NaN}'),
  "HTML with 200": reply(200, "<!doctype html><title>Sign in</title>", { "content-type": "text/html" }),
} satisfies Record<string, Fault>;

/** JSON of the wrong shape or size. None is transient. */
export const wrongFaults = {
  null: reply(200, "null"),
  "an array": reply(200, `[${customer}]`),
  "a string": reply(200, '"well"'),
  "100,000 nested brackets": reply(200, `{"a":${"[".repeat(100_000)}${"]".repeat(100_000)}}`),
  "3 stacked encodings": stacked(3),
} satisfies Record<string, Fault>;

/** Bodies over the limit: with a length, without one, and compressed. */
export const largeFaults = {
  "20 MiB of JSON": (request, nth, socket) => reply(200, largeJson())(request, nth, socket),
  "20 MiB of JSON, undeclared": (request, nth, socket) =>
    wire(head(200, { ...json, connection: "close" }), largeJson(), "end")(request, nth, socket),
  "a gzip bomb of 64 MiB": (request, nth, socket) => {
    bomb ??= gzipSync(Buffer.alloc(64 * 1024 * 1024));
    return reply(200, bomb, gzipped)(request, nth, socket);
  },
} satisfies Record<string, Fault>;

/** Unusual responses that are still valid JSON objects. */
export const oddAnswers = {
  "a __proto__ key": reply(200, '{"__proto__":{"isAdmin":true},"id":"1"}'),
  "a byte order mark": reply(200, `\ufeff${customer}`),
  "an answer in chunks": wire(head(200, chunked), `${aChunk}0\r\n\r\n`, "keep"),
  "an answer until the end": wire(head(200, { ...json, connection: "close" }), customer, "end"),
  "a compressed answer": reply(200, gzipSync(customer), gzipped),
  "a content type of text/html": reply(200, customer, { "content-type": "text/html" }),
} satisfies Record<string, Fault>;

/** Redirects to `origin` with each status and form. */
export function redirectFaults(origin: string): Record<string, Fault> {
  return {
    "301 to another origin": redirect(301, `${origin}/stolen`),
    "302 within the origin": redirect(302, "/elsewhere"),
    "303 without a place": reply(303),
    "307 in a loop": redirect(307, (path) => path),
    "308 to a link-local address": redirect(308, "http://169.254.169.254/latest/meta-data/"),
  };
}

function largeJson(): string {
  return `{"results":[${Array(20)
    .fill(`"${"x".repeat(1024 * 1024)}"`)
    .join(",")}]}`;
}
