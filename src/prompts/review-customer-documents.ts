import { definePrompt } from "../toolkit/define/define-prompt.ts";
import { completeCompanyId, completeConnectionId, completeCustomerId } from "../toolkit/input/completions.ts";
import { attachmentsCustomerId, companyId, connectionId } from "../toolkit/input/parameters.ts";

export const reviewCustomerDocuments = definePrompt({
  name: "review_customer_documents",
  title: "Review a customer's documents",
  description:
    "Reviews the files attached to a customer: what each file proves, with file, page and quotation, and what is missing.",
  input: { companyId, connectionId, customerId: attachmentsCustomerId },
  complete: {
    companyId: completeCompanyId,
    connectionId: completeConnectionId,
    customerId: completeCustomerId,
  },
  write: async (args) => (await import("./texts/review-customer-documents.ts")).documentsReview(args),
});
