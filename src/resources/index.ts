import type { Resource } from "../toolkit/define/define-resource.ts";
import { attachment } from "./attachment.ts";
import { attachmentContent } from "./attachment-content.ts";
import { companies } from "./companies.ts";
import { company } from "./company.ts";
import { customer } from "./customer.ts";

/** The resources and their templates, in the order in which clients list them. */
export const resources: readonly Resource[] = [companies, company, customer, attachment, attachmentContent];
