// What is asked: all in the sandbox, about its first company and the customer with files of every kind.
const companyId = "c0000000-0000-4000-8000-000000000001";
const connectionId = "a0000000-0000-4000-8000-000000000001";
const customerId = "d0000000-0000-4000-8000-000000000001";

/** The operations, in the order in which the description and this server list them. */
export const operations = ["list", "get", "listFiles", "getFile", "download"];

const ofCustomer = { companyId, connectionId, customerId };
const pdf = { ...ofCustomer, attachmentId: "f0000000-0000-4000-8000-000000000001" };
const png = { ...ofCustomer, attachmentId: "f0000000-0000-4000-8000-000000000003" };

/** Five typical questions; `more` is what this server takes beside the API's own parameters, `tells` what an answer must hold. */
export const questions = [
  {
    ask: "100 customers on a page",
    operation: "list",
    args: { companyId, pageSize: 100 },
    tells: "Brackenhall",
  },
  {
    ask: "names of the active customers",
    operation: "list",
    args: { companyId, pageSize: 100, query: "status=Active" },
    more: { fields: ["id", "customerName"] },
    tells: "Brackenhall",
  },
  { ask: "one customer", operation: "get", args: { companyId, customerId }, tells: "Brackenhall" },
  {
    ask: "files of one customer",
    operation: "listFiles",
    args: ofCustomer,
    tells: "supply-agreement-2026.pdf",
  },
  {
    ask: "text of a contract (PDF)",
    operation: "download",
    args: pdf,
    more: { format: "text" },
    tells: "Brackenhall",
  },
];

/** Files that must arrive byte for byte. */
export const files = [
  { name: "PDF", args: pdf },
  { name: "PNG", args: png },
];

/** Where a file's bytes are, of the sandbox itself. */
export function contentPath({ attachmentId }) {
  return `/companies/${companyId}/connections/${connectionId}/data/customers/${customerId}/attachments/${attachmentId}/download`;
}

/** Customers' ids that are awkward in a path; the first is of a customer that there is. */
export const awkwardIds = ["R&D/50% #1 +a:b", "a/b", ".."];

export const awkwardCompanyId = "c0000000-0000-4000-8000-000000000002";
