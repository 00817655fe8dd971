import type { Toolset } from "../settings/index.ts";
import type { Tool } from "../toolkit/define/define-tool.ts";
import { downloadCustomerAttachment } from "./download-customer-attachment.ts";
import { findAttachments } from "./find-attachments.ts";
import { findCompanies } from "./find-companies.ts";
import { getCustomer } from "./get-customer.ts";
import { getCustomerAttachment } from "./get-customer-attachment.ts";
import { getDataStatus } from "./get-data-status.ts";
import { listConnections } from "./list-connections.ts";
import { listCustomerAttachments } from "./list-customer-attachments.ts";
import { listCustomers } from "./list-customers.ts";
import { summarizeCustomers } from "./summarize-customers.ts";

/** The tools of each toolset, in listing order. */
export const toolsets: Readonly<Record<Toolset, readonly Tool[]>> = {
  customers: [
    listCustomers,
    getCustomer,
    listCustomerAttachments,
    getCustomerAttachment,
    downloadCustomerAttachment,
  ],
  companies: [findCompanies, listConnections, getDataStatus],
  analysis: [summarizeCustomers, findAttachments],
};
