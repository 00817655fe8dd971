import type { Prompt } from "../toolkit/define/define-prompt.ts";
import { reviewCustomerDocuments } from "./review-customer-documents.ts";
import { reviewCustomers } from "./review-customers.ts";

/** The prompts, in listing order. */
export const prompts: readonly Prompt[] = [reviewCustomers, reviewCustomerDocuments];
