import { isObject } from "./json.ts";

/** The fields of a customer that Codat documents; records may hold others, and lack any of these. */
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

/** Whether a customer is deleted in the ledger: its status can read Active all the same. */
export function isDeleted(customer: unknown): boolean {
  return isObject(customer) && isObject(customer.metadata) && customer.metadata.isDeleted === true;
}
