import {
  isJSONRPCNotification,
  isJSONRPCRequest,
  isJSONRPCResponse,
  type JSONRPCMessage,
} from "@modelcontextprotocol/server";
import { isObject, type JsonObject } from "../codat/json-object.ts";
import { excessIn, outlineOf } from "./message-excess.ts";

/** What becomes of a text: a message to pass on, an answer as JSON, or the reason why it is neither. */
export type ReadMessage = { message: JSONRPCMessage } | { answer: string } | { problem: string };

/** The problem of a text that is not JSON. */
export const notJson = "The text is not JSON.";

/**
 * Reads a message of the client; undefined if it is blank. Null means absent wherever the protocol has an optional
 * field: serializers write it for fields that are not set. A byte order mark at the start is skipped. What cannot be a
 * request gets -32600 with its id, a batch gets it with id null: the SDK would drop it, and the client would wait.
 */
export function readMessage(given: string): ReadMessage | undefined {
  const text = given.charCodeAt(0) === 0xfeff ? given.slice(1) : given;
  if (text.trim() === "") return undefined;
  const excess = excessIn(text);
  const json = excess ? outlineOf(text) : text;
  const value = parse(json);
  if (value === undefined) return { problem: notJson };
  if (Array.isArray(value)) return invalid("null", "Batches are not supported");
  if (!isObject(value)) return invalid("null", "A message must be a JSON object");
  // A client's answer to a request of ours has no method.
  if (!("method" in value) && ("result" in value || "error" in value)) {
    return !excess && isJSONRPCResponse(value) ? { message: value } : { problem: "A response is malformed." };
  }
  const unusable = excess ?? excessOfParts(value);
  const message = unusable ? undefined : corrected(value);
  if (message && (isJSONRPCRequest(message) || isJSONRPCNotification(message))) return { message };
  const problem = unusable ?? problemOf(corrected(value));
  return "id" in value
    ? invalid(idIn(json, value.id), problem)
    : { problem: `A notification is malformed: ${problem}.` };
}

// The SDK repeats unknown ones in its errors. A URI has up to four ids of 256 characters, which are percent-encoded.
const longestName = 20_000;

/** What a part of a message has too much of, although every message that makes sense has less. */
function excessOfParts({ method, params }: JsonObject): string | undefined {
  const { name, uri, ref, arguments: args } = isObject(params) ? params : {};
  const names = [method, name, uri, ...(isObject(ref) ? [ref.name, ref.uri] : [])];
  if (names.some((name) => typeof name === "string" && name.length > longestName))
    return `The method, name or uri is longer than ${longestName.toLocaleString("en")} characters`;
  // Arguments that are a JSON string are read, too.
  return typeof args === "string" ? excessIn(args) : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

// Fields that JSON-RPC does not have make the SDK drop the message.
function corrected({ jsonrpc, id, method, params }: JsonObject): JsonObject {
  const kept = isObject(params) ? correctedParams(params, method) : (params ?? undefined);
  return { jsonrpc, ...(id !== undefined && { id }), method, ...(kept !== undefined && { params: kept }) };
}

function correctedParams({ arguments: args, ...others }: JsonObject, method: unknown): JsonObject {
  const given = readArguments(args);
  // A tool judges each of its arguments itself.
  const kept = method === "tools/call" ? given : withoutNulls(given);
  return { ...withoutNulls(others), ...(kept !== undefined && { arguments: kept }) };
}

// PHP writes an empty object as [], and some agents write the object as a JSON string.
function readArguments(args: unknown): unknown {
  const parsed = typeof args === "string" ? parse(args) : undefined;
  const value = parsed === undefined ? args : parsed;
  const isEmpty = value === null || value === "" || (Array.isArray(value) && value.length === 0);
  return isEmpty ? undefined : value;
}

// No message of the protocol is nested as deep, and deeper values could overflow the stack.
const mostLevels = 10;

function withoutNulls<Value>(value: Value, levels?: number): Value;
function withoutNulls(value: unknown, levels = mostLevels): unknown {
  if (levels === 0) return value;
  if (Array.isArray(value)) return value.map((item) => withoutNulls(item, levels - 1));
  if (!isObject(value)) return value;
  const kept = Object.entries(value).filter(([, inner]) => inner !== null);
  return Object.fromEntries(kept.map(([name, inner]) => [name, withoutNulls(inner, levels - 1)]));
}

/** Why the SDK does not read a message. */
function problemOf({ jsonrpc, id, method, params }: JsonObject): string {
  if (jsonrpc !== "2.0") return 'jsonrpc must be "2.0"';
  if (id !== undefined && typeof id !== "string" && !Number.isSafeInteger(id)) {
    return "id must be a string or a whole number below 2^53";
  }
  if (typeof method !== "string") return "method must be a string";
  if (params !== undefined && !isObject(params)) return "params must be an object";
  return "params._meta, or a field in it, has the wrong type";
}

/** The JSON of a message's id; null if an answer cannot have it. */
function idIn(json: string, id: unknown): string {
  if (typeof id === "string") return JSON.stringify(id);
  if (typeof id !== "number") return "null";
  // As it was written, because JavaScript rounds it.
  for (const [, written] of json.matchAll(/"id"\s*:\s*([-\d.eE+]+)/g)) {
    if (written && Number(written) === id) return written;
  }
  return JSON.stringify(id);
}

function invalid(id: string, problem: string): ReadMessage {
  const error = JSON.stringify({ code: -32600, message: `Invalid request: ${problem}.` });
  return { answer: `{"jsonrpc":"2.0","id":${id},"error":${error}}` };
}
