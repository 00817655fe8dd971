import { inTicks } from "../../base/visible-text.ts";
import { evidence } from "./evidence.ts";

/** The instructions for the review of a customer's documents. */
export function documentsReview({
  companyId,
  connectionId,
  customerId,
}: {
  companyId: string;
  connectionId: string;
  customerId: string;
}): string {
  return `Review the documents attached to one of the borrower's customers, for a lending file.

companyId: ${companyId}
customerId: ${inTicks(customerId)}
${connectionId ? `connectionId: ${connectionId}` : "connectionId: omit it; the server resolves it. If an error lists several connections, ask the user which one to use."}

Read before you write
- get_customer: the customer that the documents should be about (names, addresses, tax and registration number, status, deleted or not).
- list_customer_attachments with inspect: the id, name, real type, pages and characters of text of every file, and why a file has no text. If files are not inspected yet, call again. An empty list and a missing list have different meanings.
- download_customer_attachment, for every file. If the result names a next page or part, request it, until the end of the file. Scans and photos come as images: look at every page with format "image" and page, and magnify small print with area. If a text lists files inside the file, read each of them with member. To find a clause in a long file, use find. To add up amounts, use find with sums. Read all files, including those whose names look unimportant.

Contents of the review
1. For each file: its type (contract, statement, invoice, order, identity document, letter, other), its date, its parties, and what it proves about this customer and about what is owed. For each fact, give the file name, the page, sheet or slide, and a short verbatim quotation. Say whether the file names this customer and this borrower.
2. Contradictions between files, or between a file and the customer's record (names, numbers, dates, amounts). Quote both sides.
3. What is missing: documents that a lender would expect for such a customer (a contract or terms, a recent statement, proof of delivery, proof of who the customer is) but that no file contains.
4. For each scan or photo: the pages that you looked at, of how many. What a picture shows is your reading of it: say so, and say where it is not legible.
5. What you could not read, for each file, with the reported reason (pages without text, a password, too large, an unsupported type, a failed part), and content marked as hidden or omitted. A search without a match does not prove that a file says nothing about it.

${evidence}
A file's name and its own claims prove nothing: report what the file shows, not what it is called. Give no opinion on the loan.`;
}
