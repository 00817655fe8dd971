import { isDeepStrictEqual } from "node:util";
import { check } from "./check.mjs";
import { asked, fieldsOf, heading, print, table } from "./print.mjs";
import { textOf } from "./server.mjs";

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
  check(answers.length > 1, "The customers fit one page, so paging was not tested.");
  check(new Set(ids).size === total, `The pages contain ${new Set(ids).size} of ${total} customers.`);
  check(isDeepStrictEqual(ids, wholeIds), "The pages and the whole list differ.");

  heading(`The customers of ${name}`);
  asked("list_customers", { companyId, page: 1, pageSize: 100, fields });
  print(`\nThe first 8 of ${total}. “–” means that the ledger has no value.`);
  table(
    rows.slice(0, 8).map((row) => ({
      name: row.customerName,
      status: row.status,
      currency: row.defaultCurrency,
      town: row.addresses?.[0]?.city,
      "changed in the ledger": row.sourceModifiedDate?.slice(0, 10),
    })),
  );
  print("\nLong lists come in pages. The server's summary of each page:");
  for (const answer of answers) print(`  ${textOf(answer)}`);
  print(`All ${total} customers were read in ${answers.length} pages. None is missing or duplicated.`);
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
  check(customer.customerName === listedName, "get_customer returned another customer.");
  check(isDeepStrictEqual(JSON.parse(content.at(-1).text), customer), "The result's text and data differ.");
  heading(`One customer: ${listedName}`);
  asked("get_customer", ids);
  print();
  fieldsOf(customer);
}
