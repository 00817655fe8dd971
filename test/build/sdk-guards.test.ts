import {
  isJSONRPCErrorResponse,
  isJSONRPCNotification,
  isJSONRPCRequest,
  isJSONRPCResponse,
  isJSONRPCResultResponse,
  specTypeSchemas,
} from "@modelcontextprotocol/server";
import fc from "fast-check";
import { expect, test } from "vitest";
import * as guards from "../../scripts/build/sdk-guards.ts";

const related = "io.modelcontextprotocol/related-task";

// Mostly messages, each field sometimes of another type or missing.
const odd = fc.oneof(fc.jsonValue({ maxDepth: 1 }), fc.constant(undefined));
const mostly = (usual: fc.Arbitrary<unknown>) =>
  fc.oneof({ arbitrary: usual, weight: 20 }, { arbitrary: odd, weight: 1 });
const fields = (usual: Record<string, fc.Arbitrary<unknown>>) =>
  mostly(
    fc.oneof(
      { arbitrary: fc.record(usual), weight: 4 },
      { arbitrary: fc.record(usual, { requiredKeys: [] }), weight: 1 },
    ),
  );
const jsonrpc = mostly(fc.constant("2.0"));
const id = mostly(
  fc.oneof(
    { arbitrary: fc.oneof(fc.string(), fc.integer()), weight: 9 },
    { arbitrary: fc.oneof(fc.double(), fc.constant(2 ** 53)), weight: 1 },
  ),
);
const meta = fields({
  progressToken: id,
  [related]: fields({ taskId: mostly(fc.string()) }),
  "io.modelcontextprotocol/serverInfo": odd,
  other: odd,
});
const params = fields({ _meta: meta, name: odd });
const error = fields({ code: id, message: mostly(fc.string()), data: odd, more: odd });
const message = fc.oneof(
  fields({ jsonrpc, id, method: mostly(fc.string()), params }),
  fields({ jsonrpc, method: mostly(fc.string()), params }),
  fields({ jsonrpc, id, result: fields({ _meta: meta, content: odd }) }),
  fields({ jsonrpc, id, error }),
);
const extended = fc
  .tuple(message, fc.constantFrom("extra", "__proto__", "method", "result"), odd)
  .map(([value, name, more]) =>
    typeof value === "object" && value !== null
      ? Object.defineProperty({ ...value }, name, { value: more, enumerable: true, configurable: true })
      : value,
  );

test.each([
  ["isJSONRPCRequest", guards.isJSONRPCRequest, isJSONRPCRequest],
  ["isJSONRPCNotification", guards.isJSONRPCNotification, isJSONRPCNotification],
  ["isJSONRPCResultResponse", guards.isJSONRPCResultResponse, isJSONRPCResultResponse],
  ["isJSONRPCErrorResponse", guards.isJSONRPCErrorResponse, isJSONRPCErrorResponse],
  ["isJSONRPCResponse", guards.isJSONRPCResponse, isJSONRPCResponse],
])("%s of the build agrees with the SDK's", (_, cheap, guard) => {
  let accepted = 0;
  fc.assert(
    fc.property(fc.oneof({ arbitrary: message, weight: 6 }, extended, odd), (value) => {
      const expected = guard(value);
      accepted += Number(expected);
      expect(cheap(value)).toBe(expected);
    }),
    { numRuns: 3_000 },
  );
  expect(accepted).toBeGreaterThan(100);
  expect(accepted).toBeLessThan(2_900);
});

test("isBase64 of the build agrees with atob, which the SDK uses", () => {
  const isAccepted = (text: string) => {
    try {
      atob(text);
      return true;
    } catch {
      return false;
    }
  };
  const base64 = fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes).toString("base64"));
  const any = fc.oneof(
    base64,
    fc.string({ unit: fc.constantFrom(..."Az09+/=-_ \n.é😀"), maxLength: 12 }),
    fc
      .tuple(base64, fc.constantFrom("=", "-", "_", " ", "\n", "é", "A", "=="), base64)
      .map((parts) => parts.join("")),
  );
  const long = "A".repeat(65_536);
  fc.assert(
    fc.property(any, fc.constantFrom("", long, `${long.slice(4)}AA==`), (text, before) => {
      expect(guards.isBase64(before + text)).toBe(isAccepted(before + text));
    }),
    { numRuns: 2_000 },
  );
});

const block = fields({
  type: mostly(fc.constantFrom("text", "image")),
  text: mostly(fc.string()),
  more: odd,
});
const toolResult = fields({
  content: mostly(fc.array(block, { maxLength: 3 })),
  structuredContent: mostly(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 1 }))),
  isError: mostly(fc.boolean()),
  _meta: fields({ key: odd }),
});
const ofText = fc.record(
  {
    content: fc.array(fc.record({ type: fc.constant("text"), text: fc.string() }), { maxLength: 3 }),
    structuredContent: mostly(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 1 }))),
    isError: mostly(fc.boolean()),
    _meta: fc.dictionary(
      fc.constantFrom("codat-customers-mcp/error", "other", "progressToken", related, "__proto__"),
      odd,
      { maxKeys: 2 },
    ),
  },
  { requiredKeys: ["content"] },
);

test("a tool's result that the build accepts as text is accepted and returned unchanged by the SDK's schema", async () => {
  let accepted = 0;
  await fc.assert(
    fc.asyncProperty(fc.oneof(ofText, toolResult, odd), async (result) => {
      if (!guards.isTextResult(result)) return;
      accepted += 1;
      expect(await specTypeSchemas.CallToolResult["~standard"].validate(result)).toEqual({ value: result });
    }),
    { numRuns: 2_000 },
  );
  expect(accepted).toBeGreaterThan(200);
});
