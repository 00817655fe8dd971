// The questions, all about the sandbox's first company and its customer with files of every type.
const companyId = "c0000000-0000-4000-8000-000000000001";
const connectionId = "a0000000-0000-4000-8000-000000000001";
const customerId = "d0000000-0000-4000-8000-000000000001";

/** The operations, in the order of the OpenAPI description and of this server. */
export const operations = ["list", "get", "listFiles", "getFile", "download"];

const ofCustomer = { companyId, connectionId, customerId };
const pdf = { ...ofCustomer, attachmentId: "f0000000-0000-4000-8000-000000000001" };
const png = { ...ofCustomer, attachmentId: "f0000000-0000-4000-8000-000000000003" };

/** Five typical questions. `more` has parameters of this server beyond the API's; `tells` is the text that a result must contain. */
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

/** The path of a file's bytes in the sandbox. */
export function contentPath({ attachmentId }) {
  return `/companies/${companyId}/connections/${connectionId}/data/customers/${customerId}/attachments/${attachmentId}/download`;
}

/** Customer ids that are awkward in a path. Only the first customer exists. */
export const awkwardIds = ["R&D/50% #1 +a:b", "a/b", ".."];

export const awkwardCompanyId = "c0000000-0000-4000-8000-000000000002";
