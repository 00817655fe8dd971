// Validates a client's messages of the protocol's versions before 2026 in place of the SDK's schemas, which need zod. What
// these checks do not accept goes through its schema. What they accept is returned as its schema would return it
// (test/build/sdk-messages.test.ts compares them).
import { type Fields, hasNoOther, isFields, isId } from "./sdk-guards.ts";

type Check = (value: unknown) => boolean;

interface Valid {
  ok: true;
  value: { method: string; params?: unknown };
}

const text: Check = (value) => typeof value === "string";
const boolean: Check = (value) => typeof value === "boolean";
const object: Check = (value) => isPlain(value) && isJson(value);
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);
const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
const mapOf =
  (check: Check): Check =>
  (value) =>
    isPlain(value) && Object.values(value).every(check);

/** An object of these fields and no others: a schema drops those that it does not know. */
function shaped(fields: { [name: string]: Check }): Check {
  const [names, checks] = [Object.keys(fields), Object.entries(fields)];
  return (value) =>
    isPlain(value) && hasNoOther(value, names) && checks.every(([name, check]) => check(value[name]));
}

const related = "io.modelcontextprotocol/related-task";
const meta: Check = (value) =>
  isPlain(value) && value[related] === undefined && optional(isId)(value.progressToken);
const withMeta = (fields: { [name: string]: Check }) => shaped({ _meta: optional(meta), ...fields });

const icon = shaped({
  src: text,
  mimeType: optional(text),
  sizes: optional(listOf(text)),
  theme: optional((value) => value === "light" || value === "dark"),
});
const clientInfo = shaped({
  name: text,
  title: optional(text),
  icons: optional(listOf(icon)),
  version: text,
  websiteUrl: optional(text),
  description: optional(text),
});
const kinds = shaped({ form: optional(shaped({})), url: optional(object) });
const elicitation: Check = (value) => kinds(value) && mapOf(object)(value);
const capabilities = shaped({
  experimental: optional(mapOf(object)),
  sampling: optional(shaped({ context: optional(object), tools: optional(object) })),
  elicitation: optional(elicitation),
  roots: optional(shaped({ listChanged: optional(boolean) })),
  tasks: optional(
    shaped({
      list: optional(object),
      cancel: optional(object),
      requests: optional(
        shaped({
          sampling: optional(shaped({ createMessage: optional(object) })),
          elicitation: optional(shaped({ create: optional(object) })),
        }),
      ),
    }),
  ),
  extensions: optional(mapOf(object)),
});

const noParams = optional(withMeta({}));
const listParams = optional(withMeta({ cursor: optional(text) }));
const reference: Check = (value) =>
  shaped({ type: (type) => type === "ref/prompt", name: text })(value) ||
  shaped({ type: (type) => type === "ref/resource", uri: text })(value);

const paramsOf = new Map<string, Check>([
  ["initialize", withMeta({ protocolVersion: text, capabilities, clientInfo })],
  ["ping", noParams],
  ["tools/list", listParams],
  ["prompts/list", listParams],
  ["resources/list", listParams],
  ["resources/templates/list", listParams],
  ["tools/call", withMeta({ name: text, arguments: optional(isPlain) })],
  ["prompts/get", withMeta({ name: text, arguments: optional(mapOf(text)) })],
  ["resources/read", withMeta({ uri: text })],
  [
    "completion/complete",
    withMeta({
      ref: reference,
      argument: shaped({ name: text, value: text }),
      context: optional(shaped({ arguments: optional(mapOf(text)) })),
    }),
  ],
  ["notifications/initialized", noParams],
  ["notifications/cancelled", withMeta({ requestId: optional(isId), reason: optional(text) })],
]);

/** The method and the parameters of a valid message; undefined if only the schema can tell. */
export function validMessage(method: string, { params }: { params?: unknown }): Valid | undefined {
  if (!paramsOf.get(method)?.(params)) return undefined;
  if (params === undefined) return { ok: true, value: { method } };
  return { ok: true, value: { method, params: method === "initialize" ? withForms(params) : params } };
}

// For the schema, elicitation without a kind is that of forms.
function withForms(params: unknown): unknown {
  if (!isFields(params) || !isFields(params.capabilities)) return params;
  const { elicitation } = params.capabilities;
  if (!isFields(elicitation) || Object.keys(elicitation).length > 0) return params;
  return { ...params, capabilities: { ...params.capabilities, elicitation: { form: {} } } };
}

// zod rejects the infinite number that JSON.parse makes of 1e999.
function isJson(value: unknown): boolean {
  if (typeof value === "number") return Number.isFinite(value);
  if (Array.isArray(value)) return value.every(isJson);
  if (isFields(value)) return isPlain(value) && Object.values(value).every(isJson);
  return value === null || typeof value === "string" || typeof value === "boolean";
}

// zod drops a key named __proto__.
function isPlain(value: unknown): value is Fields {
  return isFields(value) && !Object.hasOwn(value, "__proto__");
}
