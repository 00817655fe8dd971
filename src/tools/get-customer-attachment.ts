import { attachmentFields } from "../codat/attachment.ts";
import { defineTool } from "../toolkit/define/define-tool.ts";
import { attachmentId, attachmentsCustomerId, companyId, connectionId } from "../toolkit/input/parameters.ts";

export const getCustomerAttachment = defineTool({
  name: "get_customer_attachment",
  title: "Get customer attachment",
  description: "The record of one attachment (name, type, size, date), not its content.",
  input: { companyId, connectionId, customerId: attachmentsCustomerId, attachmentId },
  output: attachmentFields,
  run: async (ids, { codat }) => {
    const { attachmentRoute } = await import("../codat/routes.ts");
    return { json: await codat.json(attachmentRoute(ids)) };
  },
});
