import { type StandardSchemaV1, specTypeSchemas } from "@modelcontextprotocol/server";
import fc from "fast-check";
import { expect, test } from "vitest";
import { validMessage } from "../../scripts/build/sdk-messages.ts";

const odd = fc.oneof(
  fc.jsonValue({ maxDepth: 1 }),
  fc.constantFrom(undefined, Number.POSITIVE_INFINITY, JSON.parse('{"__proto__":{}}'), {
    extra: [Number.POSITIVE_INFINITY],
  }),
);
const mostly = (usual: fc.Arbitrary<unknown>) =>
  fc.oneof({ arbitrary: usual, weight: 30 }, { arbitrary: odd, weight: 1 });
// Sometimes with a field that the schema drops.
const fields = (usual: Record<string, fc.Arbitrary<unknown>>, required: string[] = []) =>
  mostly(
    fc.oneof(
      { arbitrary: fc.record(usual, { requiredKeys: required }), weight: 30 },
      {
        arbitrary: fc
          .tuple(fc.record(usual), fc.constantFrom("extra", "__proto__"), odd)
          .map(([value, name, more]) =>
            Object.defineProperty({ ...value }, name, { value: more, enumerable: true, configurable: true }),
          ),
        weight: 1,
      },
    ),
  );

const text = mostly(fc.string({ maxLength: 5 }));
const json = mostly(
  fc.dictionary(fc.string({ maxLength: 3 }), fc.jsonValue({ maxDepth: 1 }), { maxKeys: 2 }),
);
const objects = mostly(fc.dictionary(fc.string({ maxLength: 3 }), json, { maxKeys: 2 }));
const texts = mostly(fc.dictionary(fc.string({ maxLength: 3 }), text, { maxKeys: 2 }));
const id = mostly(fc.oneof(fc.string({ maxLength: 3 }), fc.integer()));
const _meta = fields({
  progressToken: id,
  other: odd,
  "io.modelcontextprotocol/related-task": fields({ taskId: text }),
});
const icon = fields({ src: text, mimeType: text, sizes: fc.array(text, { maxLength: 2 }) }, ["src"]);
const clientInfo = fields(
  { name: text, title: text, version: text, websiteUrl: text, icons: fc.array(icon, { maxLength: 2 }) },
  ["name", "version"],
);
const capabilities = fields({
  roots: fields({ listChanged: mostly(fc.boolean()) }),
  sampling: fields({ context: json, tools: json }),
  elicitation: fields({ form: fields({ applyDefaults: mostly(fc.boolean()) }), url: json }),
  experimental: objects,
  extensions: objects,
  tasks: fields({ list: json, requests: fields({ sampling: fields({ createMessage: json }) }) }),
});
const list = fields({ _meta, cursor: text });

const {
  InitializeRequest,
  PingRequest,
  ListToolsRequest,
  ListPromptsRequest,
  ListResourcesRequest,
  ListResourceTemplatesRequest,
  CallToolRequest,
  GetPromptRequest,
  ReadResourceRequest,
  CompleteRequest,
  InitializedNotification,
  CancelledNotification,
} = specTypeSchemas;

test.each<[string, StandardSchemaV1, fc.Arbitrary<unknown>]>([
  [
    "initialize",
    InitializeRequest,
    fields({ _meta, protocolVersion: text, capabilities, clientInfo }, [
      "protocolVersion",
      "capabilities",
      "clientInfo",
    ]),
  ],
  ["ping", PingRequest, fields({ _meta })],
  ["tools/list", ListToolsRequest, list],
  ["prompts/list", ListPromptsRequest, list],
  ["resources/list", ListResourcesRequest, list],
  ["resources/templates/list", ListResourceTemplatesRequest, list],
  ["tools/call", CallToolRequest, fields({ _meta, name: text, arguments: json }, ["name"])],
  ["prompts/get", GetPromptRequest, fields({ _meta, name: text, arguments: texts }, ["name"])],
  ["resources/read", ReadResourceRequest, fields({ _meta, uri: text }, ["uri"])],
  [
    "completion/complete",
    CompleteRequest,
    fields(
      {
        _meta,
        ref: fc.oneof(
          fields({ type: mostly(fc.constant("ref/prompt")), name: text }, ["type", "name"]),
          fields({ type: mostly(fc.constant("ref/resource")), uri: text }, ["type", "uri"]),
        ),
        argument: fields({ name: text, value: text }, ["name", "value"]),
        context: fields({ arguments: texts }),
      },
      ["ref", "argument"],
    ),
  ],
  ["notifications/initialized", InitializedNotification, fields({ _meta })],
  ["notifications/cancelled", CancelledNotification, fields({ _meta, requestId: id, reason: text })],
])(
  "%s that the build accepts is accepted and returned the same by the SDK's schema",
  async (method, schema, params) => {
    let accepted = 0;
    const message = fc.oneof(
      { arbitrary: params.map((value) => ({ jsonrpc: "2.0", id: 1, method, params: value })), weight: 20 },
      { arbitrary: fc.constant({ jsonrpc: "2.0", id: 1, method, params: undefined }), weight: 1 },
    );
    await fc.assert(
      fc.asyncProperty(message, async (value) => {
        const valid = validMessage(method, value);
        if (!valid) return;
        accepted += 1;
        expect(await schema["~standard"].validate(value)).toEqual({ value: valid.value });
      }),
      { numRuns: 2_000 },
    );
    // About one in twenty of the rarest, and most of the others.
    expect(accepted).toBeGreaterThan(20);
  },
);

test("other methods go to their schema", () => {
  expect(validMessage("tasks/get", { params: { taskId: "1" } })).toBeUndefined();
  expect(validMessage("constructor", {})).toBeUndefined();
});
