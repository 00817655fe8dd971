import type { Resource } from "../toolkit/define-resource.ts";
import { attachment } from "./attachment.ts";
import { attachmentContent } from "./attachment-content.ts";
import { customer } from "./customer.ts";

/** The resource templates, in the order in which clients list them. */
export const resources: readonly Resource[] = [customer, attachment, attachmentContent];
