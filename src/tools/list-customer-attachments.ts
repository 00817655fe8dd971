import { attachmentsFields } from "../codat/attachment.ts";
import type { JsonObject } from "../codat/json.ts";
import { attachmentsRoute } from "../codat/routes.ts";
import { defineTool } from "../toolkit/define/define-tool.ts";
import { attachmentsCustomerId, companyId, connectionId } from "../toolkit/input/parameters.ts";

export const listCustomerAttachments = defineTool({
  name: "list_customer_attachments",
  title: "List customer attachments",
  description:
    "The files that a company's ledger keeps with a customer, such as contracts and statements: id, name, type, size.",
  input: { companyId, connectionId, customerId: attachmentsCustomerId },
  output: attachmentsFields,
  run: async (ids, { codat }) => {
    const answer = await codat.json(attachmentsRoute(ids));
    return { json: answer, summary: inWords(answer) };
  },
});

// None and unknown are two things to an underwriter.
function inWords({ attachments }: JsonObject): string {
  if (!Array.isArray(attachments)) {
    return "Codat gave no list of attachments: that does not say whether there are any.";
  }
  if (attachments.length === 0) return "This customer has no attachments.";
  return attachments.length === 1 ? "1 attachment." : `${attachments.length} attachments.`;
}
