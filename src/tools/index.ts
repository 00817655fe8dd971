import type { Tool } from "../toolkit/define-tool.ts";
import { downloadCustomerAttachment } from "./download-customer-attachment.ts";
import { getCustomer } from "./get-customer.ts";
import { getCustomerAttachment } from "./get-customer-attachment.ts";
import { listCustomerAttachments } from "./list-customer-attachments.ts";
import { listCustomers } from "./list-customers.ts";

/** The tools, in the order in which clients list them. */
export const tools: readonly Tool[] = [
  listCustomers,
  getCustomer,
  listCustomerAttachments,
  getCustomerAttachment,
  downloadCustomerAttachment,
];
