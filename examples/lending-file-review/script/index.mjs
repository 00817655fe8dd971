import { findBorrower, readStatus } from "./borrower.mjs";
import { findCustomer, readCustomers } from "./customers.mjs";
import { readDocuments } from "./documents.mjs";
import { writeNote } from "./note.mjs";

/**
 * The review, step by step. Each step yields the calls it wants made and goes on from their answers: names are all that it starts with.
 * Returns the note.
 */
export function* reviewLendingFile(names) {
  const company = yield* findBorrower(names.borrower);
  if (!company.id) return company.why;
  const status = yield* readStatus(company.id);
  const customers = yield* readCustomers(company.id);
  if (customers.why) return `${company.name}: the customers cannot be read.\n${customers.why}`;
  const customer = yield* findCustomer(company.id, customers.rows, names.customer);
  if (!customer.id) return customer.why;
  const documents = yield* readDocuments({ companyId: company.id, customerId: customer.id });
  return writeNote({ company, status, customers, customer, documents });
}
