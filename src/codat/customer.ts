import { isObject } from "./json-object.ts";

/** The documented fields of a customer. Records may have other fields and may lack any of these. */
export const customerFields = [
  "id",
  "customerName",
  "contactName",
  "emailAddress",
  "defaultCurrency",
  "phone",
  "addresses",
  "contacts",
  "registrationNumber",
  "taxNumber",
  "status",
  "metadata",
  "supplementalData",
  "modifiedDate",
  "sourceModifiedDate",
] as const;

/** Whether a customer is deleted in the ledger. Its status can still be Active. */
export function isDeleted(customer: unknown): boolean {
  return isObject(customer) && isObject(customer.metadata) && customer.metadata.isDeleted === true;
}
