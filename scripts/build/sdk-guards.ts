// Replaces the SDK's guards in the bundle. The SDK parses every message with zod up to ten times to learn its kind, and
// copies it each time. These give the same verdicts (test/build/sdk-guards.test.ts compares them), without a schema.

export type Fields = { [name: string]: unknown };

export function isJSONRPCRequest(value: unknown): boolean {
  return hasOnly(value, ["jsonrpc", "id", "method", "params"]) && isId(value.id) && isCall(value);
}

export function isJSONRPCNotification(value: unknown): boolean {
  return hasOnly(value, ["jsonrpc", "method", "params"]) && isCall(value);
}

export function isJSONRPCResultResponse(value: unknown): boolean {
  if (!hasOnly(value, ["jsonrpc", "id", "result"])) return false;
  const { id, result } = value;
  return isId(id) && isFields(result) && (result._meta === undefined || isFields(result._meta));
}

export function isJSONRPCErrorResponse(value: unknown): boolean {
  if (!hasOnly(value, ["jsonrpc", "id", "error"])) return false;
  const { id, error } = value;
  if (id !== undefined && !isId(id)) return false;
  return isFields(error) && Number.isSafeInteger(error.code) && typeof error.message === "string";
}

export function isJSONRPCResponse(value: unknown): boolean {
  return isJSONRPCResultResponse(value) || isJSONRPCErrorResponse(value);
}

/** Whether a tool's result is of text and JSON only. The SDK's schema accepts such a result and returns an equal one. */
export function isTextResult(value: unknown): boolean {
  if (!hasNoOther(value, ["content", "structuredContent", "isError", "_meta"])) return false;
  const { content, structuredContent, isError, _meta } = value;
  return (
    (_meta === undefined || isOtherMeta(_meta)) &&
    Array.isArray(content) &&
    content.every(isText) &&
    (structuredContent === undefined || isFields(structuredContent)) &&
    (isError === undefined || typeof isError === "boolean")
  );
}

/** Whether a _meta has no name that the SDK knows, and none that zod drops. */
function isOtherMeta(meta: unknown): boolean {
  if (!isFields(meta) || Object.hasOwn(meta, "__proto__")) return false;
  return Object.keys(meta).every(
    (name) => name !== "progressToken" && !name.startsWith("io.modelcontextprotocol/"),
  );
}

function isText(block: unknown): boolean {
  return hasNoOther(block, ["type", "text"]) && block.type === "text" && typeof block.text === "string";
}

function isCall({ method, params }: Fields): boolean {
  return typeof method === "string" && (params === undefined || (isFields(params) && isMeta(params._meta)));
}

function isMeta(meta: unknown): boolean {
  if (meta === undefined) return true;
  if (!isFields(meta)) return false;
  const { progressToken, "io.modelcontextprotocol/related-task": task } = meta;
  if (progressToken !== undefined && !isId(progressToken)) return false;
  return task === undefined || (isFields(task) && typeof task.taskId === "string");
}

export function isId(value: unknown): boolean {
  return typeof value === "string" || Number.isSafeInteger(value);
}

export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function hasOnly(value: unknown, names: readonly string[]): value is Fields {
  return hasNoOther(value, names) && value.jsonrpc === "2.0";
}

export function hasNoOther(value: unknown, names: readonly string[]): value is Fields {
  if (!isFields(value)) return false;
  for (const name in value) if (!names.includes(name)) return false;
  return true;
}

const chunkUnits = 65_536;
let scratch: Buffer | undefined;

/** Decodes in chunks, into the same memory. The SDK's check makes a string as long as the file. */
export function isBase64(text: string): boolean {
  return isPlainBase64(text) || isAccepted(text);
}

// Without spaces, and padded. Buffer skips what is not base64, so it then writes fewer bytes.
function isPlainBase64(text: string): boolean {
  // Buffer also reads base64url.
  if (text.length % 4 !== 0 || text.includes("-") || text.includes("_")) return false;
  scratch ??= Buffer.allocUnsafeSlow((chunkUnits / 4) * 3);
  for (let from = 0; from < text.length; from += chunkUnits) {
    const chunk = text.slice(from, from + chunkUnits);
    const isLast = from + chunkUnits >= text.length;
    if (scratch.write(chunk, "base64") !== (chunk.length / 4) * 3 - (isLast ? paddingOf(chunk) : 0))
      return false;
  }
  return true;
}

function paddingOf(text: string): number {
  if (text.endsWith("==")) return 2;
  return text.endsWith("=") ? 1 : 0;
}

function isAccepted(text: string): boolean {
  try {
    atob(text);
    return true;
  } catch {
    return false;
  }
}
