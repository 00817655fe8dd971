import type { CallToolResult } from "@modelcontextprotocol/server";
import type { ContentBlock, Delivery } from "../../attachments/delivery/context.ts";
import { advice } from "../../base/advice.ts";
import type { Steps } from "../../base/event-loop.ts";
import { jsonText } from "../../base/json-text.ts";
import { messageLimitBytes } from "../../base/limits.ts";
import { ToolError } from "../../base/tool-error.ts";
import { visibleJson } from "../../base/visible-text.ts";
import type { JsonObject } from "../../codat/json.ts";
import { type Redact, redactDeep } from "../../codat/redact.ts";

/** What a tool returns: Codat's JSON with an optional summary before it, or a file. */
export type Answer = { json: JsonObject; summary?: string } | Delivery;

// The key in a result's `_meta` with the facts of a file for programs.
const fileMetaKey = "codat-customers-mcp/file";

/** The tool result, with all text redacted. Throws `too_large` above the message limit. */
export function* resultOf(answer: Answer, redact: Redact): Steps<CallToolResult> {
  const result =
    "json" in answer ? yield* jsonResult(answer, redact) : yield* redactDeep(fileResult(answer), redact);
  yield;
  if ((yield* bytesOf(result)) > messageLimitBytes) throw tooLarge();
  yield;
  return result;
}

function fileResult({ content, file }: Delivery): CallToolResult {
  const facts = Object.entries(file).filter(([, value]) => value !== undefined);
  return { content, _meta: { [fileMetaKey]: Object.fromEntries(facts) } };
}

function* jsonResult({ json, summary }: { json: JsonObject; summary?: string }, redact: Redact) {
  const asSent = yield* visibleJson(json, messageLimitBytes);
  // The message has it twice.
  if (asSent.length > messageLimitBytes / 2) throw tooLarge();
  yield;
  const text = yield* redact.inSteps(asSent);
  yield;
  const structuredContent = text === asSent ? json : parsed(text);
  const blocks = summary ? [redact(summary), text] : [text];
  return { content: blocks.map((block) => ({ type: "text" as const, text: block })), structuredContent };
}

function parsed(text: string): JsonObject {
  return JSON.parse(text);
}

function tooLarge(): ToolError {
  return new ToolError("too_large", "The result is larger than 9.5 MiB, the limit of one message.", {
    advice: advice.largeResult,
  });
}

// An exact count is expensive, so only large results get one.
function* bytesOf(result: CallToolResult): Steps<number> {
  const characters = result.content.reduce((sum, block) => sum + sizeOf(block), 0);
  return characters < messageLimitBytes / 16 ? characters : Buffer.byteLength(yield* jsonText(result));
}

function sizeOf(block: ContentBlock): number {
  if (block.type === "text") return block.text.length;
  if (block.type === "image") return block.data.length;
  return block.type === "resource" && "blob" in block.resource ? block.resource.blob.length : 0;
}
