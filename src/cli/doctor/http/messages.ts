import { isObject } from "../../../codat/json-object.ts";
import type { Answer } from "./exchange.ts";

/** A JSON-RPC request, and the headers that go with it. */
export interface Message {
  method: string;
  headers: Record<string, string>;
  body: string;
}

interface Params {
  params?: Record<string, unknown>;
  /** Asks for progress, and with it for a stream. */
  progressToken?: string;
}

const modern = "2026-07-28";
const legacy = "2025-11-25";
const clientInfo = { name: "codat-customers-mcp-doctor", version: "1" };

/** A request of protocol 2026-07-28, which needs no handshake. */
export function modernMessage(method: string, { params = {}, progressToken }: Params = {}): Message {
  const _meta = {
    "io.modelcontextprotocol/protocolVersion": modern,
    "io.modelcontextprotocol/clientInfo": clientInfo,
    "io.modelcontextprotocol/clientCapabilities": {},
    ...(progressToken !== undefined && { progressToken }),
  };
  return {
    method,
    headers: {
      "mcp-protocol-version": modern,
      "mcp-method": method,
      ...(typeof params.name === "string" && { "mcp-name": params.name }),
    },
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, method, params: { ...params, _meta } }),
  };
}

/** The handshake of the protocols up to 2025-11-25. */
export function initializeMessage(): Message {
  const params = { protocolVersion: legacy, capabilities: {}, clientInfo };
  return {
    method: "initialize",
    headers: {},
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "initialize", params }),
  };
}

/** A request after that handshake, in the version and session that the server chose. */
export function legacyMessage(method: string, version: string, session: string | undefined): Message {
  return {
    method,
    headers: {
      "mcp-protocol-version": version,
      ...(session !== undefined && { "mcp-session-id": session }),
    },
    body: JSON.stringify({ jsonrpc: "2.0", id: 2, method, params: {} }),
  };
}

/** What a server answered. */
export interface Reply {
  result?: Record<string, unknown>;
  error?: { code?: unknown; message?: unknown };
}

/** The JSON-RPC response in an answer, plain or as the last event of a stream. Undefined if it has none. */
export function replyIn({ headers, body }: Answer): Reply | undefined {
  if (!isStream(headers)) return replyOf(body);
  const events = body.split(/\r?\n/).filter((line) => line.startsWith("data:"));
  return replyOf(events.at(-1)?.slice("data:".length) ?? "");
}

export function isStream(headers: Answer["headers"]): boolean {
  return /^text\/event-stream\b/i.test(headers["content-type"] ?? "");
}

export function isHtml({ headers, body }: Answer): boolean {
  return /^text\/html\b/i.test(headers["content-type"] ?? "") || /^\s*<(!doctype|html)/i.test(body);
}

/** The object in a JSON text; undefined if it is none. */
export function objectIn(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function replyOf(text: string): Reply | undefined {
  const message = objectIn(text);
  if (message?.jsonrpc !== "2.0") return undefined;
  const { result, error } = message;
  return { ...(isObject(result) && { result }), ...(isObject(error) && { error }) };
}
