import type { JSONRPCMessage } from "@modelcontextprotocol/server";
import { notJson, readMessage } from "../../serving/read-message.ts";
import { json, refuse } from "./respond.ts";

/** The JSON-RPC message of a body, or the refusal of what is none. */
export function parseMessage(text: string): JSONRPCMessage | Response {
  const read = readMessage(text);
  if (!read) return refuse(400, "The body is empty. Send one JSON-RPC message.", { code: -32700 });
  if ("message" in read) return read.message;
  if ("answer" in read) return json(400, read.answer);
  if (read.problem === notJson) {
    return refuse(400, "The body is not JSON. Send one JSON-RPC message.", { code: -32700 });
  }
  return refuse(400, read.problem);
}
