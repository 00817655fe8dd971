import { defineResource } from "../toolkit/define/define-resource.ts";
import {
  completeAttachmentId,
  completeCompanyId,
  completeConnectionId,
  completeCustomerId,
} from "../toolkit/input/completions.ts";

export const attachment = defineResource({
  name: "attachment",
  title: "Attachment's record",
  description: "The record of one attachment, as get_customer_attachment returns it.",
  path: "companies/{companyId}/connections/{connectionId}/customers/{customerId}/attachments/{attachmentId}",
  ids: ["companyId", "connectionId", "customerId", "attachmentId"],
  toolset: "customers",
  mimeType: "application/json",
  read: async (ids, { codat }) => {
    const { attachmentRoute } = await import("../codat/routes.ts");
    return { json: await codat.json(attachmentRoute(ids)) };
  },
  complete: {
    companyId: completeCompanyId,
    connectionId: completeConnectionId,
    customerId: completeCustomerId,
    attachmentId: completeAttachmentId,
  },
});
