// Reads the whole sandbox with Codat's own published client.
import { createRequire } from "node:module";
import { differences, isDate } from "./validate.mjs";

const require = createRequire(import.meta.url);
const { CodatLending } = require("@codat/lending");

const pageSize = 100;
// Its customers have missing and unexpected values on purpose, as ledgers do.
const unusualCompany = "Tollgate Marine Components Ltd";

/** Walks every company, page, customer and attachment. Returns how many of each, and what is not as the client expects. */
export async function walkSandbox({ baseUrl, apiKey }) {
  const authHeader = `Basic ${Buffer.from(apiKey).toString("base64")}`;
  const codat = new CodatLending({ serverURL: baseUrl, security: { authHeader } });
  const { customers } = codat.accountsReceivable;
  const seen = { companies: 0, connections: 0, pages: 0, customers: 0, attachments: 0, bytes: 0 };
  const unexpected = [];
  const onPurpose = [];

  /** The JSON of a successful response, which must be of a class of the client; undefined for other statuses. */
  function checked(response, className, { what, field, statuses = [200], list = unexpected }) {
    const { statusCode, rawResponse } = response;
    const reset = rawResponse.headers["x-rate-limit-reset"] ?? "";
    if (!(isDate(reset) && Date.parse(reset) > Date.now()))
      unexpected.push(`${what}: X-Rate-Limit-Reset is not a later date`);
    if (!statuses.includes(statusCode)) unexpected.push(`${what}: status ${statusCode}`);
    const isError = statusCode !== 200;
    if (!response[isError ? "errorMessage" : field]) unexpected.push(`${what}: not decoded`);
    const json = JSON.parse(new TextDecoder().decode(rawResponse.data));
    for (const each of differences(json, isError ? "ErrorMessage" : className)) list.push(`${what}: ${each}`);
    return isError ? undefined : json;
  }

  async function pagesOf(what, className, field, request, options = {}) {
    const rows = [];
    for (let page = 1, more = true; more; page += 1) {
      const said = { ...options, what: `${what}, page ${page}`, field };
      const json = checked(await request({ page, pageSize }), className, said);
      if (!json) return rows;
      seen.pages += 1;
      rows.push(...json.results);
      more = json._links.next !== undefined;
    }
    return rows;
  }

  async function walkCustomer(company, connections, { id: customerId }, list) {
    const ids = { companyId: company.id, customerId };
    const what = `${company.name}, customer ${customerId}`;
    const record = checked(await customers.get(ids), "AccountingCustomer", {
      what,
      field: "accountingCustomer",
      list,
    });
    if (record?.id !== customerId) unexpected.push(`${what}: another customer`);
    seen.customers += 1;
    for (const { id: connectionId, status, sourceType } of connections) {
      const isLedger = status === "Linked" && sourceType === "Accounting";
      const listed = checked(await customers.listAttachments({ ...ids, connectionId }), "Attachments", {
        what: `${what}, attachments`,
        field: "attachments",
        statuses: [isLedger ? 200 : 404],
      });
      for (const { id } of listed?.attachments ?? [])
        await walkAttachment(what, { ...ids, connectionId }, id);
    }
  }

  async function walkAttachment(whose, ids, attachmentId) {
    const what = `${whose}, attachment ${attachmentId}`;
    const request = { ...ids, attachmentId };
    const record = checked(await customers.getAttachment(request), "AccountingAttachment", {
      what,
      field: "accountingAttachment",
    });
    const { statusCode, data } = await customers.downloadAttachment(request);
    if (statusCode !== 200) unexpected.push(`${what}: the download has status ${statusCode}`);
    const length = data?.byteLength;
    if ((record?.fileSize ?? length) !== length) unexpected.push(`${what}: ${length} bytes`);
    seen.attachments += 1;
    seen.bytes += length ?? 0;
  }

  const companies = await pagesOf("companies", "Companies", "companies", (page) =>
    codat.companies.list(page),
  );
  for (const company of companies) {
    const { id: companyId, name } = company;
    seen.companies += 1;
    const list = name === unusualCompany ? onPurpose : unexpected;
    checked(await codat.companies.get({ companyId }), "Company", { what: name, field: "company" });
    const connections = await pagesOf(`${name}, connections`, "Connections", "connections", (page) =>
      codat.connections.list({ companyId, ...page }),
    );
    for (const { id: connectionId } of connections) {
      const one = await codat.connections.get({ companyId, connectionId });
      checked(one, "Connection", { what: `${name}, connection ${connectionId}`, field: "connection" });
      seen.connections += 1;
    }
    const rows = await pagesOf(
      `${name}, customers`,
      "AccountingCustomers",
      "accountingCustomers",
      (page) => customers.list({ companyId, ...page }),
      // 409: never synced.
      { list, statuses: [200, 409] },
    );
    for (const row of rows) await walkCustomer(company, connections, row, list);
  }
  return { seen, unexpected, onPurpose };
}
