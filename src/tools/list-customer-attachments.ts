import { attachmentsFields } from "../codat/attachment.ts";
import type { JsonObject } from "../codat/json.ts";
import { attachmentsRoute } from "../codat/routes.ts";
import { defineTool } from "../toolkit/define/define-tool.ts";
import { attachmentsCustomerId, companyId, connectionId } from "../toolkit/input/parameters.ts";

export const listCustomerAttachments = defineTool({
  name: "list_customer_attachments",
  title: "List customer attachments",
  description:
    "The files attached to a customer in the company's ledger, such as contracts and statements: id, name, type, size.",
  input: { companyId, connectionId, customerId: attachmentsCustomerId },
  output: attachmentsFields,
  run: async (ids, { codat }) => {
    const answer = await codat.json(attachmentsRoute(ids));
    return { json: answer, summary: summarize(answer) };
  },
});

// To an underwriter, no attachments and unknown attachments have different meanings.
function summarize({ attachments }: JsonObject): string {
  if (!Array.isArray(attachments)) {
    return "Codat returned no list of attachments. It is unknown whether this customer has any.";
  }
  if (attachments.length === 0) return "This customer has no attachments.";
  return attachments.length === 1 ? "1 attachment." : `${attachments.length} attachments.`;
}
