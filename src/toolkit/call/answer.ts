import type { CallToolResult } from "@modelcontextprotocol/server";
import type { ContentBlock, Delivery } from "../../attachments/delivery/context.ts";
import { advice } from "../../base/advice.ts";
import type { Steps } from "../../base/event-loop.ts";
import { bytesInJson, jsonText, mostBytesOfJson } from "../../base/json-text.ts";
import { messageLimitBytes } from "../../base/limits.ts";
import { ToolError } from "../../base/tool-error.ts";
import { visibleJson } from "../../base/visible-text.ts";
import type { JsonObject } from "../../codat/json-object.ts";
import { type Redact, redactDeep } from "../../codat/redact.ts";

/** What a tool returns: Codat's JSON with an optional summary before it, or a file. */
export type Answer = JsonAnswer | Delivery;

interface JsonAnswer {
  json: JsonObject;
  /** The JSON text of each row in `json.results`, if it is already written. */
  rowTexts?: readonly string[];
  summary?: string;
}

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

function* jsonResult({ json, rowTexts, summary }: JsonAnswer, redact: Redact) {
  const asSent = rowTexts ? yield* textWithRows(json, rowTexts) : yield* visibleJson(json, messageLimitBytes);
  // The message has it twice.
  if (asSent.length > messageLimitBytes / 2) throw tooLarge();
  yield;
  const text = yield* redact.inSteps(asSent);
  yield;
  const structuredContent = text === asSent ? json : parsed(text);
  const blocks = summary ? [redact(summary), text] : [text];
  return { content: blocks.map((block) => ({ type: "text" as const, text: block })), structuredContent };
}

// Concatenated: a list that is joined would be one more copy of megabytes.
function* textWithRows(json: JsonObject, rowTexts: readonly string[]): Steps<string> {
  let fields = "";
  for (const [name, value] of Object.entries(json)) {
    if (value === undefined) continue;
    const text = name === "results" ? `[${rowTexts.join()}]` : yield* visibleJson(value, messageLimitBytes);
    fields += `${fields ? "," : ""}${yield* visibleJson(name)}:${text}`;
  }
  return `{${fields}}`;
}

function parsed(text: string): JsonObject {
  return JSON.parse(text);
}

/** The error for a result above the message limit. */
export function tooLarge(): ToolError {
  return new ToolError("too_large", "The result is larger than 9.5 MiB, the limit of one message.", {
    advice: advice.largeResult,
  });
}

// A small result is not measured. A large one is estimated, more exactly and at more cost the nearer it is to the limit.
function* bytesOf(result: CallToolResult): Steps<number> {
  const characters = result.content.reduce((sum, block) => sum + largePart(block).length, 0);
  if (characters < messageLimitBytes / 16) return characters;
  for (const bytesOfJson of [mostBytesOfJson, bytesInJson]) {
    const most = yield* mostBytesOf(result, bytesOfJson);
    if (most <= messageLimitBytes) return most;
  }
  return Buffer.byteLength(yield* jsonText(result));
}

/** `bytesOfJson` returns at least the bytes of JSON text as a string. */
function* mostBytesOf(
  { content, structuredContent, ...others }: CallToolResult,
  bytesOfJson: (json: string) => number,
): Steps<number> {
  let bytes = Buffer.byteLength(JSON.stringify({ ...others, content: content.map(withoutLargePart) }));
  const json = structuredContent && content.at(-1);
  for (const block of content) {
    yield;
    // Base64 has no characters to escape.
    if (block.type !== "text") bytes += largePart(block).length;
    // structuredContent is the JSON of this block, in which more characters are escaped.
    else if (block === json) bytes += bytesOfJson(block.text) + Buffer.byteLength(block.text);
    else bytes += bytesInJson(block.text);
  }
  return bytes;
}

/** The only part of a block that can be large: its text, or its bytes as base64. */
function largePart(block: ContentBlock): string {
  if (block.type === "text") return block.text;
  if (block.type === "image") return block.data;
  return block.type === "resource" && "blob" in block.resource ? block.resource.blob : "";
}

function withoutLargePart(block: ContentBlock): ContentBlock {
  if (block.type === "text") return { ...block, text: "" };
  if (block.type === "image") return { ...block, data: "" };
  return block.type === "resource" && "blob" in block.resource
    ? { ...block, resource: { ...block.resource, blob: "" } }
    : block;
}
