import { attachmentsFields } from "../codat/attachment.ts";
import { defineTool } from "../toolkit/define/define-tool.ts";
import { attachmentsCustomerId, companyId, connectionId, inspect } from "../toolkit/input/parameters.ts";

export const listCustomerAttachments = defineTool({
  name: "list_customer_attachments",
  title: "List customer attachments",
  description:
    "The files attached to a customer in the company's ledger, such as contracts and statements: id, name, type, size.",
  input: { companyId, connectionId, customerId: attachmentsCustomerId, inspect },
  output: attachmentsFields,
  run: async (asked, context) =>
    (await import("../toolkit/list/attachments-list.ts")).attachmentsList(asked, context),
});
