import { inTicks } from "../base/visible-text.ts";
import { definePrompt } from "../toolkit/define/define-prompt.ts";
import { completeCompanyId, completeConnectionId, completeCustomerId } from "../toolkit/input/completions.ts";
import { attachmentsCustomerId, companyId, connectionId } from "../toolkit/input/parameters.ts";
import { evidence } from "./evidence.ts";

export const reviewCustomerDocuments = definePrompt({
  name: "review_customer_documents",
  title: "Review a customer's documents",
  description:
    "What each file kept with a customer proves, with file, page and quotation, and what is missing.",
  input: { companyId, connectionId, customerId: attachmentsCustomerId },
  complete: {
    companyId: completeCompanyId,
    connectionId: completeConnectionId,
    customerId: completeCustomerId,
  },
  write: ({
    companyId,
    connectionId,
    customerId,
  }) => `Review, for a lending file, the documents that the borrower's ledger keeps with one of its customers.

companyId: ${companyId}
customerId: ${inTicks(customerId)}
${connectionId ? `connectionId: ${connectionId}` : "connectionId: leave it out, it is found; if an error lists several, ask which one is meant"}

Read before you write
- get_customer: whom the documents should be about (names, addresses, tax and registration number, status, deleted or not).
- list_customer_attachments: every file, its id, name, type and size. No attachments, and no list of them, are two different answers.
- Each file with download_customer_attachment, format "text". Where the answer says "part 1 of n", read every part up to n. A picture, or a scan without words: format "base64", if you can look at images. Read all of them, also those whose names look unimportant.

What the review holds
1. For each file: what it is (contract, statement, invoice, order, identity paper, letter, other), its date, its parties, and what it proves about this customer and what is owed. Each fact with the file's name, its page, sheet or slide, and a short quotation, word for word. Say whether it names this customer and this borrower at all.
2. Where files contradict one another or the customer's record (names, numbers, dates, amounts), quote both.
3. What is missing: what a lender would expect to find with such a customer (a contract or terms, a recent statement, proof that something was delivered, who the customer is) and none of the files shows.
4. What you could not read, file by file, with the reason that was given (a scan without words, a password, too large, a type that is not read, a part that failed), and what was marked as hidden or left out.

${evidence}
A file's name and its own claims prove nothing by themselves: say what it shows, not what it is called. No opinion on the loan.`,
});
