// Validates a client's messages of the protocol before 2026 in place of the SDK's schemas, for the shapes that every session
// has. A message that these do not accept goes through its schema, which loads zod. An accepted one is returned as the schema
// would return it (test/build/sdk-messages.test.ts compares them).
import { type Fields, hasNoOther, isFields, isId } from "./sdk-guards.ts";

interface Valid {
  ok: true;
  value: { method: string; params?: Fields };
}

const related = "io.modelcontextprotocol/related-task";
const lists = ["tools/list", "prompts/list", "resources/list", "resources/templates/list"];
const withoutParams = ["ping", "notifications/initialized"];

/** A request or a notification without what its schema drops; undefined if only the schema can tell. */
export function validMessage(method: string, { params }: { params?: unknown }): Valid | undefined {
  if (params === undefined)
    return lists.includes(method) || withoutParams.includes(method)
      ? { ok: true, value: { method } }
      : undefined;
  if (!isPlain(params) || !isMeta(params._meta)) return undefined;
  const valid = validParams(method, params);
  return valid && { ok: true, value: { method, params: valid } };
}

function validParams(method: string, params: Fields): Fields | undefined {
  if (method === "initialize") return opening(params);
  return isKnown(method, params) ? params : undefined;
}

function isKnown(method: string, params: Fields): boolean {
  if (lists.includes(method)) return hasNoOther(params, ["_meta", "cursor"]) && isOptionalText(params.cursor);
  if (withoutParams.includes(method)) return hasNoOther(params, ["_meta"]);
  if (method === "notifications/cancelled")
    return (
      hasNoOther(params, ["_meta", "requestId", "reason"]) &&
      (params.requestId === undefined || isId(params.requestId)) &&
      isOptionalText(params.reason)
    );
  if (method !== "tools/call" || !hasNoOther(params, ["_meta", "name", "arguments"])) return false;
  return typeof params.name === "string" && (params.arguments === undefined || isPlain(params.arguments));
}

function opening(params: Fields): Fields | undefined {
  const { capabilities, clientInfo, protocolVersion } = params;
  if (!hasNoOther(params, ["_meta", "protocolVersion", "capabilities", "clientInfo"])) return undefined;
  if (typeof protocolVersion !== "string" || !isClient(clientInfo)) return undefined;
  const known = ["roots", "sampling", "elicitation", "experimental", "extensions"];
  if (!isPlain(capabilities) || !hasNoOther(capabilities, known)) return undefined;
  const { roots, sampling, elicitation, experimental, extensions } = capabilities;
  const areValid =
    (roots === undefined || isRoots(roots)) &&
    (sampling === undefined || isOfObjects(sampling, ["context", "tools"])) &&
    (elicitation === undefined || isElicitation(elicitation)) &&
    (experimental === undefined || isOfObjects(experimental)) &&
    (extensions === undefined || isOfObjects(extensions));
  if (!areValid) return undefined;
  const isEmpty = isFields(elicitation) && Object.keys(elicitation).length === 0;
  return isEmpty ? { ...params, capabilities: { ...capabilities, elicitation: { form: {} } } } : params;
}

function isClient(info: unknown): boolean {
  return (
    isPlain(info) &&
    hasNoOther(info, ["name", "title", "version", "websiteUrl", "description"]) &&
    typeof info.name === "string" &&
    typeof info.version === "string" &&
    [info.title, info.websiteUrl, info.description].every(isOptionalText)
  );
}

function isRoots(roots: unknown): boolean {
  if (!isPlain(roots) || !hasNoOther(roots, ["listChanged"])) return false;
  return roots.listChanged === undefined || typeof roots.listChanged === "boolean";
}

function isElicitation(value: unknown): boolean {
  return isOfObjects(value, ["form", "url"]) && !(isFields(value.form) && "applyDefaults" in value.form);
}

/** Whether a value has only objects of JSON, with these names. */
function isOfObjects(value: unknown, names?: readonly string[]): value is Fields {
  if (!isPlain(value) || (names && !hasNoOther(value, names))) return false;
  return Object.values(value).every((one) => isPlain(one) && isJson(one));
}

// zod rejects the infinite number of a text such as 1e999.
function isJson(value: unknown): boolean {
  if (typeof value === "number") return Number.isFinite(value);
  if (Array.isArray(value)) return value.every(isJson);
  if (isFields(value)) return isPlain(value) && Object.values(value).every(isJson);
  return true;
}

function isMeta(meta: unknown): boolean {
  if (meta === undefined) return true;
  if (!isPlain(meta) || meta[related] !== undefined) return false;
  return meta.progressToken === undefined || isId(meta.progressToken);
}

function isOptionalText(value: unknown): boolean {
  return value === undefined || typeof value === "string";
}

// zod drops a key named __proto__.
function isPlain(value: unknown): value is Fields {
  return isFields(value) && !Object.hasOwn(value, "__proto__");
}
