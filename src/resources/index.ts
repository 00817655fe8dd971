import type { Resource } from "../toolkit/define/define-resource.ts";
import { attachment } from "./attachment.ts";
import { attachmentContent } from "./attachment-content.ts";
import { companies } from "./companies.ts";
import { company } from "./company.ts";
import { customer } from "./customer.ts";
import { memberContent } from "./member-content.ts";

/** The resources and resource templates, in listing order. */
export const resources: readonly Resource[] = [
  companies,
  company,
  customer,
  attachment,
  attachmentContent,
  memberContent,
];
