// Twelve questions that an underwriter asks. Each names its plan and its right answer.
export const questions = [
  { plan: "counts", ask: "How many customers are Active, Archived, Unknown, and how many are deleted?" },
  { plan: "changed", ask: "Which customers changed in the ledger since 1 June 2026?" },
  { plan: "atDomain", ask: "Which customers have an address at this domain?" },
  { plan: "duplicates", ask: "Which customers share a name, a tax number or an e-mail address?" },
  { plan: "unreachable", ask: "Which customers have neither e-mail nor telephone?" },
  { plan: "creditLimit", ask: "What credit limit does the supply agreement set?" },
  { plan: "overdue", ask: "What is overdue in the aged debt report, and since when?" },
  { plan: "withFiles", ask: "Which customers have files?" },
  { plan: "withoutText", ask: "Which files of one customer have no text?" },
  { plan: "status", ask: "How fresh is this company's data, and is its ledger linked?" },
  { plan: "oneCustomer", ask: "All of one customer: its record and its files" },
  { plan: "missingNames", ask: "Which of these 42 names are not customers?" },
];

/** Reading more values than this by eye is not sure. */
export const mostByEye = 100;

/** The right answer to each plan. */
export function rightAnswer(plan, truths) {
  if (plan === "oneCustomer") return { record: truths.record, files: truths.filesOfOne };
  return truths[plan];
}
