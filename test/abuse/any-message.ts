import fc from "fast-check";
import { codeUnit } from "../codat/texts.ts";
import { ids } from "../support/upstream.ts";
import { anyId } from "./any-id.ts";
import { type Era, eras } from "./wire.ts";

const json = fc.jsonValue({ maxDepth: 3 });
const badId = fc.oneof(fc.constantFrom(null, -1, 1.5, 2 ** 53, 1e308, true, [], {}, ""), json);
const id = fc.oneof({ weight: 4, arbitrary: fc.nat(100) }, fc.string(), badId);
const word = fc.constantFrom("__proto__", "constructor", "toString", "", "nonsense");
const name = (known: string) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(known) }, word, fc.string({ unit: codeUnit }));
const field = fc.constantFrom("companyId", "customerId", "olderThan", "__proto__", "constructor", "toString");
const companyId = fc.oneof({ weight: 3, arbitrary: fc.constant(ids.companyId) }, anyId, json);

const template = "codat://companies/{companyId}/customers/{customerId}";
const uri = fc.oneof(
  anyId.map((id) => `codat://companies/${ids.companyId}/customers/${id}`),
  fc.webUrl(),
  fc.string({ unit: codeUnit }),
);
const ref = fc.oneof(
  fc.record({ type: fc.constant("ref/prompt"), name: name("review_customers") }),
  fc.record({ type: fc.constant("ref/resource"), uri: fc.oneof(uri, fc.constant(template)) }),
  json,
);

/** Almost valid parameters for each method. */
const paramsOf: Record<string, fc.Arbitrary<unknown>> = {
  "tools/call": fc.record({
    name: name("get_customer"),
    arguments: fc.oneof(json, fc.record({ companyId, customerId: anyId }), fc.dictionary(field, json)),
  }),
  "prompts/get": fc.record({
    name: name("review_customers"),
    arguments: fc.oneof(json, fc.dictionary(field, anyId), fc.record({ companyId })),
  }),
  "resources/read": fc.record({ uri }),
  "completion/complete": fc.record({
    ref,
    argument: fc.record({ name: field, value: fc.oneof(anyId, json) }),
    context: fc.oneof(json, fc.record({ arguments: fc.dictionary(field, anyId) })),
  }),
  initialize: fc.record({
    protocolVersion: fc.oneof(fc.constant("2024-11-05"), json),
    capabilities: json,
    clientInfo: json,
  }),
  "subscriptions/listen": fc.record({ notifications: fc.oneof(json, fc.record({ toolsListChanged: json })) }),
  "resources/subscribe": fc.record({ uri }),
  "logging/setLevel": fc.record({ level: json }),
  "tools/list": fc.record({ cursor: json }),
  "notifications/cancelled": fc.record({ requestId: id, reason: json }),
  "notifications/progress": fc.record({ progressToken: id, progress: json }),
};
const otherMethods = [
  "ping",
  "server/discover",
  "resources/list",
  "resources/templates/list",
  "prompts/list",
  "tasks/get",
  "sampling/createMessage",
  "roots/list",
  "notifications/initialized",
  "notifications/message",
];

const known = fc.oneof(
  ...Object.entries(paramsOf).map(([method, params]) =>
    fc.record({ method: fc.constant(method), params: fc.oneof({ weight: 5, arbitrary: params }, json) }),
  ),
);
const unknown = fc.record({
  method: fc.oneof(fc.constantFrom(...otherMethods), word, fc.string()),
  params: json,
});

/** An almost valid or valid message. Most carry the `_meta` that every request of their era has. */
export function anyMessage(era: Era): fc.Arbitrary<object> {
  const metas = fc.oneof(
    { weight: 6, arbitrary: fc.constant(eras[era].meta) },
    fc.record({ _meta: json }),
    fc.constantFrom(...Object.values(eras).map(({ meta }) => meta)),
  );
  const called = fc
    .tuple(fc.oneof({ weight: 3, arbitrary: known }, unknown), metas)
    .map(([{ method, params }, meta]) => ({
      method,
      params: typeof params === "object" && !Array.isArray(params) ? { ...params, ...meta } : params,
    }));
  const answered = fc.oneof(
    fc.record({ result: json }),
    fc.record({ error: fc.oneof(json, fc.record({ code: id, message: json })) }),
  );
  const version = fc.oneof({ weight: 9, arbitrary: fc.constant("2.0") }, json);
  const heads = fc.record({ jsonrpc: version, id }, { requiredKeys: ["jsonrpc"] });
  const bodies = fc.oneof({ weight: 6, arbitrary: called }, answered);
  return fc.tuple(heads, bodies).map(([head, body]) => ({ ...head, ...body }));
}
