// Replaces the SDK's guards in the bundle. The SDK parses every message with zod up to ten times to learn its kind, and
// copies it each time. These give the same verdicts (test/build/sdk-guards.test.ts compares them), without a schema.

export function isJSONRPCRequest(value) {
  return hasOnly(value, ["jsonrpc", "id", "method", "params"]) && isId(value.id) && isCall(value);
}

export function isJSONRPCNotification(value) {
  return hasOnly(value, ["jsonrpc", "method", "params"]) && isCall(value);
}

export function isJSONRPCResultResponse(value) {
  return (
    hasOnly(value, ["jsonrpc", "id", "result"]) &&
    isId(value.id) &&
    isFields(value.result) &&
    (value.result._meta === undefined || isFields(value.result._meta))
  );
}

export function isJSONRPCErrorResponse(value) {
  return (
    hasOnly(value, ["jsonrpc", "id", "error"]) &&
    (value.id === undefined || isId(value.id)) &&
    isFields(value.error) &&
    Number.isSafeInteger(value.error.code) &&
    typeof value.error.message === "string"
  );
}

export function isJSONRPCResponse(value) {
  return isJSONRPCResultResponse(value) || isJSONRPCErrorResponse(value);
}

function isCall({ method, params }) {
  return typeof method === "string" && (params === undefined || (isFields(params) && isMeta(params._meta)));
}

function isMeta(meta) {
  if (meta === undefined) return true;
  if (!isFields(meta)) return false;
  const { progressToken, "io.modelcontextprotocol/related-task": task } = meta;
  if (progressToken !== undefined && !isId(progressToken)) return false;
  return task === undefined || (isFields(task) && typeof task.taskId === "string");
}

function isId(value) {
  return typeof value === "string" || Number.isSafeInteger(value);
}

function isFields(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function hasOnly(value, names) {
  if (!isFields(value) || value.jsonrpc !== "2.0") return false;
  for (const name in value) if (!names.includes(name)) return false;
  return true;
}
