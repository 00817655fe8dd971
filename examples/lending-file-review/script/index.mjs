import { findBorrower, readStatus } from "./borrower.mjs";
import { findCustomer, readCustomers } from "./customers.mjs";
import { readDocuments } from "./documents.mjs";
import { writeNote } from "./note.mjs";

/**
 * The review. Each step yields tool calls and continues with their results. It starts from two names.
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
