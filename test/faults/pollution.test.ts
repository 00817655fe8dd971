import { expect, test } from "vitest";
import { connect } from "../support/connect.ts";
import { reply } from "../support/fault-answers.ts";
import { startFaultServer } from "../support/fault-server.ts";
import { ids } from "../support/upstream.ts";

const polluting = '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}';
const { companyId, connectionId, customerId, attachmentId } = ids;
const customer = { companyId, customerId };
const file = { ...customer, connectionId, attachmentId };

const calls: [string, object][] = [
  ["find_companies", {}],
  ["list_connections", { companyId }],
  ["list_customers", { companyId }],
  ["get_customer", customer],
  ["get_data_status", { companyId }],
  ["list_customer_attachments", { ...customer, connectionId }],
  ["get_customer_attachment", file],
  ["download_customer_attachment", file],
];

// The key is in it, so that it is also rewritten without it.
const row = `${polluting},"name":"a-key-for-tests-only-0123456789","sourceType":"Accounting"}`;
const page = `${row.slice(0, -1)},"results":[${row}],"attachments":[${row}],"customers":${row},"dataConnections":[${row}]}`;
const refusal = `${polluting},"error":"No.","correlationId":{"__proto__":{"polluted":true}}}`;

test.each([
  ["a response", 200, page, {}],
  ["a masked response", 200, page, { CODAT_MASK: "email,phone,address,tax" }],
  ["an error", 400, refusal, {}],
  ["a 409", 409, refusal, {}],
])("__proto__ and constructor.prototype in %s pollute no prototype", async (_, status, body, environment) => {
  await using server = await startFaultServer(reply(status, body));
  await using client = await connect({
    ...server.environment,
    ...environment,
    CODAT_TOOLSETS: "customers,companies",
  });
  for (const [name, args] of calls) {
    const { isError = false, structuredContent } = await client.callTool(name, { ...args });
    expect(isError, name).toBe(status !== 200);
    expect(Reflect.get({}, "polluted"), name).toBeUndefined();
    expect(Reflect.get(structuredContent ?? {}, "polluted"), name).toBeUndefined();
  }
  expect(server.requests.length).toBeGreaterThanOrEqual(calls.length);
});
