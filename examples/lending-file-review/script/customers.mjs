const fields = ["id", "customerName", "status", "metadata"];

/** All customers of a company, read page by page, and whether all were read. */
export function* readCustomers(companyId) {
  const rows = [];
  let pages = 0;
  let total;
  for (let at = { page: 1, pageSize: 100 }; at.page; ) {
    const [answer] = yield [{ tool: "list_customers", args: { companyId, ...at, fields } }];
    if (answer.failed) return { why: answer.texts.join("\n") };
    const { results, totalResults, nextPage, nextPageSize = at.pageSize } = answer.json();
    rows.push(...results);
    pages += 1;
    total = totalResults;
    at = { page: nextPage, pageSize: nextPageSize };
  }
  const whole = new Set(rows.map(({ id }) => id)).size === total;
  return { rows, pages, total, whole };
}

/** The only customer with this name, with all fields, or the reason why there is none. */
export function* findCustomer(companyId, rows, name) {
  const found = rows.filter(({ customerName = "" }) =>
    customerName.toLowerCase().includes(name.toLowerCase()),
  );
  if (found.length !== 1) return { why: `“${name}” matches ${found.length} customers, not 1.` };
  const [answer] = yield [{ tool: "get_customer", args: { companyId, customerId: found[0].id } }];
  return answer.failed ? { why: answer.texts.join("\n") } : answer.json();
}

/** Groups of customers with the same name, ignoring case. */
export function sameNames(rows) {
  const groups = new Map();
  for (const row of rows) {
    const key = row.customerName?.toLowerCase();
    if (key) groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()].filter(({ length }) => length > 1);
}
