// Plans for any server that offers Codat's five operations. `takes` says what this server has beyond them.
import { asked, groupsOf, hasText, idsOf, isReachable, overdueIn } from "../truths.mjs";

const { companyId, connectionId, customerId, domain, since } = asked;
const ofCustomer = { companyId, connectionId, customerId };
const all = 240;

/** Answers to the questions with `tools`, the names of the five tools. */
export function fiveOperations({ call }, tools, takes, truths) {
  const only = (fields) => (takes.fields ? { fields } : {});
  const list = async (args) => (await call(tools.list, { companyId, ...args })).json;
  const rows = async (args) => {
    const found = [];
    for (let next = { page: 1, pageSize: takes.fields ? 300 : 100 }; next; ) {
      const page = await list({ ...next, ...args });
      found.push(...page.results);
      const more = page.hasMore ?? Boolean(page._links?.next);
      next = more
        ? { page: page.nextPage ?? next.page + 1, pageSize: page.nextPageSize ?? next.pageSize }
        : undefined;
    }
    return found;
  };
  const count = async (query) => (await list({ page: 1, pageSize: 1, query, ...only(["id"]) })).totalResults;
  const files = async (id) =>
    (await call(tools.listFiles, { ...ofCustomer, customerId: id })).json?.attachments ?? [];
  const download = async (attachmentId, more = {}) =>
    call(tools.download, {
      ...ofCustomer,
      attachmentId,
      ...(takes.format ? { format: "text", ...more } : {}),
    });

  const isScan = async (id) => {
    // The sum says whether there is text, without the text.
    const { text, isError } = await download(id, takes.find ? { find: "total", sums: true } : {});
    return takes.format ? isError && text.includes("no text") : !hasText(text);
  };

  return {
    async counts() {
      const [Active, Archived, Unknown] = [
        await count("status=Active"),
        await count("status=Archived"),
        await count("status=Unknown"),
      ];
      return { Active, Archived, Unknown, deleted: await count("metadata.isDeleted=true") };
    },
    changed: async () =>
      idsOf(
        await rows({
          query: `sourceModifiedDate>=${since}`,
          ...only(["id", "customerName", "sourceModifiedDate"]),
        }),
      ),
    atDomain: async () =>
      idsOf(
        await rows({ query: `emailAddress~@${domain}`, ...only(["id", "customerName", "emailAddress"]) }),
      ),
    async duplicates() {
      const fields = ["customerName", "taxNumber", "emailAddress"];
      const customers = await rows(only(["id", ...fields]));
      return fields.flatMap((field) => groupsOf(customers, field)).sort();
    },
    unreachable: async () =>
      idsOf(
        (await rows(only(["id", "emailAddress", "phone", "contacts"]))).filter(
          (customer) => !isReachable(customer),
        ),
      ),
    async creditLimit() {
      const named = (await files(customerId)).find(({ name }) => name.startsWith("supply-agreement"));
      const { text } = await download(named?.id, takes.find ? { find: "credit limit" } : {});
      return /credit limit is (?:\u00A3|\W)?([\d,.]+\d)/.exec(text)?.[1];
    },
    async overdue() {
      const named = (await files(customerId)).find(({ name }) => name.startsWith("aged-debt-report"));
      if (takes.find) {
        // A look at the last page shows how the lines are written.
        await download(named.id, { page: 14 });
        return overdueBySums((find) => download(named.id, { find, sums: true }));
      }
      let text = "";
      for (let part = 1; ; part++) {
        const found = await download(named?.id, takes.format && part > 1 ? { part } : {});
        text += `\n${found.text}`;
        if (!takes.format || !found.text.includes(`request part ${part + 1}`)) return overdueIn(text);
      }
    },
    async withFiles() {
      const found = [];
      for (const { id } of await rows(only(["id"]))) if ((await files(id)).length > 0) found.push(id);
      return found.sort();
    },
    async withoutText() {
      const found = [];
      for (const { id, name, contentType, fileSize } of await files(customerId))
        if (
          fileSize === 0 ||
          contentType?.startsWith("image/") ||
          (name.endsWith(".pdf") && (await isScan(id)))
        )
          found.push(name);
      return found.sort();
    },
    async status() {
      const page = await list({ companyId: asked.staleCompanyId, page: 1, pageSize: 1, ...only(["id"]) });
      return statusIn(page.asOf);
    },
    async oneCustomer() {
      const { json } = await call(tools.get, { companyId, customerId });
      const { asOf, ...record } = json ?? {};
      return { record, files: (await files(customerId)).map(({ name }) => name).sort() };
    },
    async missingNames() {
      const known = new Set((await rows(only(["customerName"]))).map(({ customerName }) => customerName));
      return truths.names.filter((name) => !known.has(name)).sort();
    },
    byEye: { duplicates: 3 * all, unreachable: all, missingNames: 0 },
  };
}

export function statusIn(asOf) {
  if (!asOf) return undefined;
  return {
    lastSync: asOf.lastSuccessfulSync.slice(0, 10),
    sync: asOf.sync,
    linked: asOf.connection?.status === "Linked",
  };
}

const buckets = ["1 to 30 days", "31 to 60 days", "61 to 90 days", "over 90 days"];

/** The sums and the earliest date of the lines of each bucket. */
async function overdueBySums(find) {
  let pence = 0;
  const dates = [];
  for (const bucket of buckets) {
    const { text } = await find(bucket);
    const sum = /^amounts in the lines: (\d+\.\d\d)/m.exec(text)?.[1];
    pence += Math.round(Number(sum) * 100);
    dates.push(...(/^earliest date: (\d{4}-\d\d-\d\d)/m.exec(text)?.slice(1) ?? []));
  }
  return { total: pence / 100, oldest: dates.sort()[0] };
}
