import { expect, test } from "vitest";
import { connect } from "../support/connect.ts";
import { ids, startUpstream } from "../support/upstream.ts";

const { attachmentId, ...of } = ids;

test.each([
  [[], "This customer has no attachments."],
  [[{ id: "1" }], "1 attachment."],
  [[{ id: "1" }, { id: "2", fileSize: null, name: null }], "2 attachments."],
  [null, "Codat returned no list of attachments. It is unknown whether this customer has any."],
])("no, some and unknown attachments have different meanings (%j)", async (attachments, text) => {
  await using upstream = await startUpstream(() => ({ json: { attachments } }));
  await using client = await connect(upstream.environment);
  const result = await client.callTool("list_customer_attachments", of);
  expect(result.content[0]).toEqual({ type: "text", text: text });
  expect(result.structuredContent).toEqual({ attachments });
  expect(upstream.requests[0]?.url).toBe(
    `/companies/${of.companyId}/connections/${of.connectionId}/data/customers/${of.customerId}/attachments`,
  );
});
