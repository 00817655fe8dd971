import { expect, test } from "vitest";
import { connect, textOf } from "../support/connect.ts";
import { ids, startUpstream } from "../support/upstream.ts";

test("returns the record as in Codat, with each id as one path segment", async () => {
  const record = { id: "x", name: null, contentType: 7, fileSize: "big", anything: { else: [] } };
  await using upstream = await startUpstream(() => ({ json: record }));
  await using client = await connect(upstream.environment);
  const args = { ...ids, customerId: "R&D/50% #1", attachmentId: "../download?x" };
  const result = await client.callTool("get_customer_attachment", args);
  expect(result.structuredContent).toEqual(record);
  expect(JSON.parse(textOf(result))).toEqual(record);
  expect(upstream.requests[0]?.url).toBe(
    `/companies/${ids.companyId}/connections/${ids.connectionId}/data/customers/R%26D%2F50%25%20%231/attachments/..%2Fdownload%3Fx`,
  );
});
