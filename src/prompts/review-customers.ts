import { definePrompt } from "../toolkit/define/define-prompt.ts";
import { completeCompanyId, completePastDate } from "../toolkit/input/completions.ts";
import { companyId, pastDate } from "../toolkit/input/parameters.ts";
import { evidence } from "./evidence.ts";

export const reviewCustomers = definePrompt({
  name: "review_customers",
  title: "Review a borrower's customers",
  description: "A short file note on whom the borrower sells to, each finding with the ids it rests on.",
  input: { companyId, olderThan: pastDate },
  complete: { companyId: completeCompanyId, olderThan: completePastDate },
  write: (
    { companyId, olderThan },
    { toolsets },
  ) => `Write a short file note for a lending file: whom does the borrower, company ${companyId}, sell to?

Read before you write
${toolsets.includes("companies") ? "- Call get_data_status, and head the note with how old the data is.\n" : ""}- Read every customer: list_customers with companyId ${companyId}, pageSize 100 and fields ["id", "customerName", "contactName", "emailAddress", "phone", "addresses", "contacts", "taxNumber", "registrationNumber", "status", "metadata", "modifiedDate", "sourceModifiedDate"]. While hasMore is true go on at nextPage, with nextPageSize where it is given, and heed every notice.
- At the end compare the number of different ids that you read with totalResults. If they differ, or a page could not be read, say so in the first line of the note, and call your numbers partial.
- If the customers cannot be read at all, the note is what the error says and who can mend it.

What the note holds, each finding with the ids of the customers that it rests on (where there are more than 25: the count, the first 25, and the query that lists them all)
1. How many there are: by status as it stands (Active, Archived, Unknown, anything else), and how many are deleted (metadata.isDeleted is true). Deleted ones can read Active: count them as deleted alone. Those whose metadata or isDeleted is missing or null are "not known whether deleted".
2. Possible duplicates: the same customerName (letter case, spaces and punctuation aside), the same taxNumber, the same emailAddress, each as a group of its own. Only values that are there count.
3. Missing contact data: no emailAddress and no phone, and none in contacts either; apart from those, no address.
${
  olderThan
    ? `4. Records that the ledger has not changed since ${olderThan}: sourceModifiedDate before that day. Where it is missing or in the year 0001 the age is unknown: list those apart, and do not take modifiedDate (when Codat's copy changed) in its place.`
    : "4. The oldest and the newest sourceModifiedDate, and how many have none (the year 0001 is none)."
}
5. What you could not read or cannot tell. Some platforms (Xero) list every contact as a customer, suppliers too: a number of customers is not a number of buyers.

${evidence}
Keep to what the records show: no opinion on the loan, no figure that you did not count.`,
});
