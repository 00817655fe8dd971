import { ids } from "../../support/upstream.ts";
import type { Sent } from "./send.ts";

/** Both protocol eras. */
export const eras = ["2025-11-25", "2026-07-28"] as const;
export type Era = (typeof eras)[number];

const envelope = {
  "io.modelcontextprotocol/protocolVersion": "2026-07-28",
  "io.modelcontextprotocol/clientInfo": { name: "tests", version: "1" },
  "io.modelcontextprotocol/clientCapabilities": {},
};

interface Asked {
  params?: Record<string, unknown>;
  meta?: Record<string, unknown>;
  id?: unknown;
}

/** A request of an era, with the headers that the era requires. */
export function request(era: Era, method: string, { params = {}, meta = {}, id = 1 }: Asked = {}): Sent {
  const isModern = era === "2026-07-28";
  const _meta = { ...(isModern && envelope), ...meta };
  const headers: Record<string, string> = isModern
    ? { "mcp-protocol-version": era, "mcp-method": method }
    : {};
  if (isModern && method === "tools/call") headers["mcp-name"] = String(params.name);
  return {
    headers,
    body: { jsonrpc: "2.0", id, method, params: { ...params, _meta } },
  };
}

export function listTools(era: Era = "2025-11-25"): Sent {
  return request(era, "tools/list");
}

/** A call that reads one customer. */
export function getCustomer(era: Era = "2025-11-25", meta: Record<string, unknown> = {}): Sent {
  const { companyId, customerId } = ids;
  return request(era, "tools/call", {
    params: { name: "get_customer", arguments: { companyId, customerId } },
    meta,
  });
}

/** A call that reports its progress. */
export function summarize(era: Era, meta: Record<string, unknown> = {}): Sent {
  return request(era, "tools/call", {
    params: { name: "summarize_customers", arguments: { companyId: ids.companyId } },
    meta,
  });
}

/** The same, with other headers. */
export function withHeaders(sent: Sent, headers: Sent["headers"]): Sent {
  return { ...sent, headers: { ...sent.headers, ...headers } };
}
