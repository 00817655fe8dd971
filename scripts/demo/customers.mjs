import { isDeepStrictEqual } from "node:util";
import { check } from "./check.mjs";
import { asked, fieldsOf, heading, print, table } from "./print.mjs";
import { wordsOf } from "./server.mjs";

const fields = ["id", "customerName", "status", "defaultCurrency", "addresses", "sourceModifiedDate"];

/** All customers of a company, read page by page. */
export async function showCustomers(server, { id: companyId, name }) {
  const { answers, rows } = await readPages(server, companyId);
  const ids = rows.map(({ id }) => id);
  const { structuredContent: whole } = await server.call("list_customers", {
    companyId,
    pageSize: 5000,
    fields: ["id"],
  });
  const total = whole.totalResults;
  const wholeIds = whole.results.map(({ id }) => id);
  check(answers.length > 1, "The customers came in one page: there was nothing to walk.");
  check(new Set(ids).size === total, `The pages hold ${new Set(ids).size} of ${total} customers.`);
  check(isDeepStrictEqual(ids, wholeIds), "The pages and the whole list differ.");

  heading(`The customers of ${name}: the first 8 of ${total}`);
  asked("list_customers", { companyId, page: 1, pageSize: 100, fields });
  print();
  table(
    rows.slice(0, 8).map((row) => ({
      name: row.customerName,
      status: row.status,
      currency: row.defaultCurrency,
      town: row.addresses?.[0]?.city,
      "changed in the ledger": row.sourceModifiedDate?.slice(0, 10),
    })),
  );
  print("\nA long list comes in pages. What the server said with each:");
  for (const answer of answers) print(`  ${wordsOf(answer)}`);
  print(`Read to the end: ${total} customers in ${answers.length} pages, none lost, none twice.`);
  return rows;
}

async function readPages(server, companyId) {
  const answers = [];
  for (let position = { page: 1, pageSize: 100 }; position.page; ) {
    const answer = await server.call("list_customers", { companyId, ...position, fields });
    answers.push(answer);
    const { nextPage, nextPageSize = position.pageSize } = answer.structuredContent;
    position = { page: nextPage, pageSize: nextPageSize };
  }
  return { answers, rows: answers.flatMap(({ structuredContent }) => structuredContent.results) };
}

export async function showCustomer(server, ids, listedName) {
  const { structuredContent: customer, content } = await server.call("get_customer", ids);
  check(customer.customerName === listedName, "get_customer answered with another customer.");
  check(isDeepStrictEqual(JSON.parse(content.at(-1).text), customer), "The answer's text and data differ.");
  heading(`One of them: ${listedName}`);
  asked("get_customer", ids);
  print();
  fieldsOf(customer);
}
