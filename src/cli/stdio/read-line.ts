import type { JSONRPCMessage } from "@modelcontextprotocol/server";
import { isObject, type JsonObject } from "../../codat/json.ts";

/** What becomes of a line: a message to pass on, an answer to send, or the reason why it is dropped. */
export type ReadLine = { message: JSONRPCMessage } | { answer: object } | { problem: string };

/**
 * Reads a line of the client's input. Null means absent for `params`, `_meta`, `cursor`, `arguments` and `progressToken`;
 * a byte order mark at the start is skipped. What cannot be a request gets -32600 with its id, a batch gets it with id
 * null: the SDK would drop it without an answer, and the client would wait.
 */
export function readLine(line: string): ReadLine {
  const message = parse(line.charCodeAt(0) === 0xfeff ? line.slice(1) : line);
  if (message === undefined) return { problem: "The line is not JSON" };
  if (Array.isArray(message)) return invalid(null, "Batches are not supported");
  if (!isObject(message)) return invalid(null, "A message must be a JSON object");
  // A client's answer to a request of ours has no method.
  if (!("method" in message) && ("result" in message || "error" in message)) return pass(message);
  const problem = problemOf(message);
  if (!problem) return pass(withoutNulls(message));
  return "id" in message ? invalid(idOf(message), problem) : { problem };
}

// The SDK checks each message again when it handles it.
function pass(message: JsonObject): ReadLine {
  return { message: message as JSONRPCMessage };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Why a message is not one that the SDK reads; undefined if it is. */
function problemOf({ jsonrpc, id, method, params }: JsonObject): string | undefined {
  if (jsonrpc !== "2.0") return 'jsonrpc must be "2.0"';
  if (id !== undefined && !isId(id)) return "id must be a string or a whole number";
  if (typeof method !== "string") return "method must be a string";
  if (params === undefined || params === null) return undefined;
  if (!isObject(params)) return "params must be an object";
  const { _meta: meta } = params;
  if (meta === undefined || meta === null) return undefined;
  if (!isObject(meta)) return "params._meta must be an object";
  const { progressToken } = meta;
  if (progressToken === undefined || progressToken === null || isId(progressToken)) return undefined;
  return "params._meta.progressToken must be a string or a whole number";
}

function isId(value: unknown): boolean {
  return typeof value === "string" || Number.isSafeInteger(value);
}

function idOf({ id }: JsonObject): unknown {
  return typeof id === "string" || typeof id === "number" ? id : null;
}

const nullMeansAbsent = ["_meta", "cursor", "arguments"];

// The same object if there is nothing to correct. Fields that JSON-RPC does not have make the SDK drop the message.
function withoutNulls(message: JsonObject): JsonObject {
  const { jsonrpc, id, method, params, ...others } = message;
  const corrected = isObject(params) ? withoutNullParams(params) : undefined;
  const isSame = corrected === params && Object.keys(others).length === 0;
  if (isSame) return message;
  return { jsonrpc, ...(id !== undefined && { id }), method, ...(corrected && { params: corrected }) };
}

function withoutNullParams(params: JsonObject): JsonObject {
  const { _meta: meta } = params;
  const hasNull = nullMeansAbsent.some((name) => params[name] === null);
  const hasNullToken = isObject(meta) && meta.progressToken === null;
  if (!hasNull && !hasNullToken) return params;
  const kept = Object.entries(params).filter(
    ([name, value]) => !(value === null && nullMeansAbsent.includes(name)),
  );
  const corrected = Object.fromEntries(kept);
  if (isObject(meta) && hasNullToken) {
    const { progressToken: _, ...others } = meta;
    corrected._meta = others;
  }
  return corrected;
}

function invalid(id: unknown, problem: string): ReadLine {
  return { answer: { jsonrpc: "2.0", id, error: { code: -32600, message: `Invalid request: ${problem}.` } } };
}
