import { definePrompt } from "../toolkit/define/define-prompt.ts";
import { completeCompanyId, completePastDate } from "../toolkit/input/completions.ts";
import { companyId, pastDate } from "../toolkit/input/parameters.ts";

export const reviewCustomers = definePrompt({
  name: "review_customers",
  title: "Review a borrower's customers",
  description:
    "Writes a short file note on the borrower's customers. Each finding lists the ids that support it.",
  input: { companyId, olderThan: pastDate },
  complete: { companyId: completeCompanyId, olderThan: completePastDate },
  write: async (args, settings) =>
    (await import("./texts/review-customers.ts")).customersReview(args, settings),
});
