import type { CallToolResult } from "@modelcontextprotocol/server";
import { visibleJson } from "../../base/visible-text.ts";
import { CodatError } from "../../codat/error.ts";
import { isObject, type JsonObject } from "../../codat/json.ts";

export type ContentBlock = CallToolResult["content"][number];

/** What a tool answers with: Codat's JSON, with a sentence before it where there is something to say, or content of its own. */
export type Answer = { json: JsonObject; words?: string } | { content: ContentBlock[] };

/** No message that leaves may be larger, in bytes: clients close the connection at 10 MiB. */
const messageLimitBytes = 9.5 * 1024 * 1024;

/** The answer as a result, each text of it passed through `redact`. Throws `too_large` for what no client would take. */
export function resultOf(answer: Answer, redact: (text: string) => string): CallToolResult {
  const result =
    "json" in answer ? jsonResult(answer, redact) : { content: redacted(answer.content, redact) };
  if (bytesOf(result) > messageLimitBytes) {
    throw new CodatError("too_large", "The answer is larger than the 9.5 MiB that a message can carry.", {
      advice: "Ask for less at once, where the tool has fields or a pageSize; this one cannot be cut.",
    });
  }
  return result;
}

function jsonResult({ json, words }: { json: JsonObject; words?: string }, redact: (text: string) => string) {
  const asSent = visibleJson(json);
  const clean = redact(asSent) === asSent;
  const structuredContent = clean ? json : redacted(json, redact);
  const text = clean ? asSent : visibleJson(structuredContent);
  const blocks = words ? [redact(words), text] : [text];
  return { content: blocks.map((block) => ({ type: "text" as const, text: block })), structuredContent };
}

// The bytes of a file: nothing of ours, and megabytes of it.
const untouched = new Set(["data", "blob"]);

/** A copy in which every string, names included, has been through `redact`. */
export function redacted<T>(value: T, redact: (text: string) => string): T {
  const clean = (part: unknown, name = ""): unknown => {
    if (typeof part === "string") return untouched.has(name) ? part : redact(part);
    if (Array.isArray(part)) return part.map((inner) => clean(inner));
    if (!isObject(part)) return part;
    return Object.fromEntries(
      Object.entries(part).map(([field, inner]) => [redact(field), clean(inner, field)]),
    );
  };
  return clean(value) as T;
}

// Only a large result is worth the cost of the exact count.
function bytesOf(result: CallToolResult): number {
  const characters = result.content.reduce((sum, block) => sum + sizeOf(block), 0);
  return characters < messageLimitBytes / 16 ? characters : Buffer.byteLength(JSON.stringify(result));
}

function sizeOf(block: ContentBlock): number {
  if (block.type === "text") return block.text.length;
  if (block.type === "image") return block.data.length;
  return block.type === "resource" && "blob" in block.resource ? block.resource.blob.length : 0;
}
