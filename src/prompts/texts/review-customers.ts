import type { Settings } from "../../settings/index.ts";
import { evidence } from "./evidence.ts";

/** The instructions for the review of a borrower's customers. */
export function customersReview(
  { companyId, olderThan }: { companyId: string; olderThan?: string | undefined },
  { toolsets }: Pick<Settings, "toolsets">,
): string {
  return `Write a short note for a lending file: who are the customers of the borrower, company ${companyId}?

Read before you write
${toolsets.includes("companies") ? "- Call get_data_status. Start the note with the age of the data.\n" : ""}${toolsets.includes("analysis") ? summarized(companyId, olderThan) : listed(companyId)}
- If no customers can be read, write only what the error reports and who can fix it.

Contents of the note. For each finding, list the ids of the customers that support it. If there are more than 25, give the count, the first 25 ids and the query that lists all of them.
1. The number of customers by status as recorded (Active, Archived, Unknown, any other), and the number of deleted customers (metadata.isDeleted is true). A deleted customer can have status Active: count it only as deleted. If metadata or isDeleted is missing or null, report the customer as "not known whether deleted".
2. Possible duplicates: groups of customers with the same customerName (ignore case, spaces and punctuation), the same taxNumber or the same emailAddress. List each kind of duplicate separately. Ignore missing values.
3. Missing contact data: customers with neither an email address nor a phone number, in the record or in its contacts. Separately, customers without an address.
${
  olderThan
    ? `4. Records that the ledger has not changed since ${olderThan}: sourceModifiedDate before that day. If sourceModifiedDate is missing or in the year 0001, the age is unknown: list these records separately. Do not use modifiedDate instead, because it is the date when Codat's copy changed.`
    : "4. The oldest and the newest sourceModifiedDate, and the number of customers without one. Treat the year 0001 as missing."
}
5. What you could not read or cannot determine. Some platforms (Xero) list every contact as a customer, including suppliers: the number of customers is not the number of buyers.

${evidence}
Report only what the records show. Give no opinion on the loan and no number that you did not count.`;
}

function summarized(companyId: string, olderThan: string | undefined): string {
  const old = olderThan
    ? `\n- Call list_customers with query sourceModifiedDate<${olderThan}, fields ["id"] and pageSize 25. totalResults is their number.`
    : "";
  return `- Call summarize_customers with companyId ${companyId}. Then call it with query metadata.isDeleted!=true and parts ["counts"]: these are the customers that are not deleted.${old}
- Use these figures as they are: do not read the customers one by one. missing["metadata.isDeleted"] has those not known to be deleted or not, unreachable those without contact data, missing.addresses those without an address. Groups ignore case and spaces, not punctuation.
- If complete is false, say so in the first line of the note and call your numbers partial.`;
}

function listed(companyId: string): string {
  return `- Read every customer: list_customers with companyId ${companyId}, pageSize 100 and fields ["id", "customerName", "contactName", "emailAddress", "phone", "addresses", "contacts", "taxNumber", "registrationNumber", "status", "metadata", "modifiedDate", "sourceModifiedDate"]. If hasMore is true, request nextPage (and nextPageSize, if present). Follow every notice.
- At the end, compare the number of distinct ids that you read with totalResults. If they differ, or if a page could not be read, say so in the first line of the note and call your numbers partial.`;
}
