import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { describe, expect, test } from "vitest";
import { isAbout } from "../../src/codat/answer-match.ts";
import {
  attachmentRoute,
  attachmentsRoute,
  companyRoute,
  connectionsRoute,
  customerRoute,
  customersRoute,
  dataStatusRoute,
} from "../../src/codat/routes.ts";
import { connect, errorOf, textOf } from "../support/connect.ts";
import { ids, startUpstream } from "../support/upstream.ts";

const { companyId, customerId, connectionId, attachmentId } = ids;
const other = "11111111-0000-4000-8000-000000000001";
const asked = { companyId, connectionId, customerId };
const record = { id: "1", companyId: other };
const nested = (levels: number, inner: unknown) => {
  let value = inner;
  for (let level = 0; level < levels; level++) value = [value];
  return value;
};
const link = (id: string) => ({ self: { href: `/companies/${id}/data/customers/1?x=1` } });

describe("a response matches the request", () => {
  test.each([
    ["the same id", customerRoute(companyId, "A1"), { id: "A1" }],
    ["the same id in other case", customerRoute(companyId, "ab-1"), { id: "AB-1" }],
    ["a number for its digits", customerRoute(companyId, "7110701885"), { id: 7_110_701_885 }],
    ["the same id under another spelling of id", customerRoute(companyId, "A/1"), { Id: "A/1" }],
    ["no id", customerRoute(companyId, "A1"), { customerName: "x" }],
    ["a null id", customerRoute(companyId, "A1"), { id: null }],
    [
      "the same company",
      customersRoute(companyId),
      { companyId: companyId.toUpperCase(), _links: link(companyId) },
    ],
    [
      "a link that is a template",
      customersRoute(companyId),
      { _links: { self: { href: "/companies/{companyId}" } } },
    ],
    ["a link that is text", customersRoute(companyId), { _links: { self: "string" } }],
    [
      "rows of the same company",
      customersRoute(companyId),
      { results: [{ id: "1", companyId }, { id: "2" }] },
    ],
    [
      "a link to a parent company",
      companyRoute(companyId),
      { id: companyId, _links: { parent: link(other).self } },
    ],
    ["a customer named in a field company", customerRoute(companyId, "A1"), { company: "Alder Ltd" }],
    ["a company", companyRoute(companyId), { id: companyId.toUpperCase() }],
    ["the same id in a customer within", customerRoute(companyId, "A/1"), { customer: { id: "A/1" } }],
    ["the same customerId and no id", customerRoute(companyId, "A1"), { id: null, customer_id: "A1" }],
    [
      "the same company in rows by their number",
      customersRoute(companyId),
      { results: { 0: { id: "1", COMPANYID: companyId }, 1: { id: "2" } } },
    ],
    [
      "another id named companyId in what the ledger or the lender adds",
      customersRoute(companyId),
      {
        results: [
          { id: "1", supplementalData: { content: { companyId: "9130" } } },
          { supplementalData: { content: { companyId: "9130" } }, tags: { companyId: "LOS-1" } },
          { id: "2", contacts: [{ companyId: "7" }] },
        ],
      },
    ],
    ["tags of the lender", companyRoute(companyId), { id: companyId, tags: { companyId: "LOS-1" } }],
    ["rows nested very deep", customersRoute(companyId), { results: nested(20_000, {}) }],
  ])("with %s", (_, route, answer) => {
    expect(isAbout(route, answer)).toBe(true);
  });

  test.each([
    ["another id", customerRoute(companyId, "A1"), { id: "A2" }],
    ["another number", customerRoute(companyId, "7"), { id: 8 }],
    ["another id under another spelling of id", customerRoute(companyId, "A1"), { Id: "A2" }],
    ["another id beside the same one", customerRoute(companyId, "A1"), { id: "A1", ID: "A2" }],
    ["no id where a gateway could have led the asked one elsewhere", customerRoute(companyId, "A/1"), {}],
    ["no id for an id with ?", customerRoute(companyId, "A?1"), { results: [] }],
    ["another company", customersRoute(companyId), { companyId: other }],
    ["another company in its link", customersRoute(companyId), { _links: link(other) }],
    [
      "a link as text to another company",
      connectionsRoute(companyId),
      { _links: { self: `/companies/${other}/connections` } },
    ],
    [
      "a row of another company",
      customersRoute(companyId),
      { results: [{ companyId }, { companyId: other }] },
    ],
    [
      "another company under another spelling of companyId",
      customerRoute(companyId, "A1"),
      { id: "A1", CompanyID: other },
    ],
    ["another company as an object", customerRoute(companyId, "A1"), { id: "A1", company: { id: other } }],
    [
      "another company in a list of links",
      customersRoute(companyId),
      { _links: { self: [link(other).self] } },
    ],
    [
      "another company in links by relation",
      customersRoute(companyId),
      { links: [{ rel: "self", ...link(other).self }] },
    ],
    [
      "another company in the link to the current page",
      customersRoute(companyId),
      { _links: { current: link(other).self } },
    ],
    [
      "another company in an encoded link",
      customersRoute(companyId),
      { _links: { self: `/%63ompanies%5c${other}/data` } },
    ],
    [
      "a data type's status of another company",
      dataStatusRoute(companyId),
      { customers: { companyId: other } },
    ],
    ["another company's record", companyRoute(companyId), { id: other }],
    ["another company in results that are one record", customersRoute(companyId), { results: record }],
    ["another company in rows by their number", customersRoute(companyId), { results: { 0: record } }],
    [
      "another company in a list in a list",
      customersRoute(companyId),
      { results: [[{ id: "1" }], [record]] },
    ],
    ["another company in a list of another name", customersRoute(companyId), { customers: [record] }],
    ["another company in a list of a new name", customersRoute(companyId), { page: { list: [record] } }],
    ["another company in a list of lists", customersRoute(companyId), { results: nested(100, record) }],
    [
      "another company in a record within a row",
      customersRoute(companyId),
      { results: [{ customer: record }] },
    ],
    [
      "another company in a record within a row that has an id",
      customersRoute(companyId),
      { results: [{ id: "1", data: { companyId: other } }] },
    ],
    ["another company in attachments by their id", attachmentsRoute(asked), { attachments: { a: record } }],
    ["another company in a record within", customerRoute(companyId, "A1"), { data: { companyId: other } }],
    [
      "another company's record by its name",
      customerRoute(companyId, "A1"),
      { id: "A1", company: other.toUpperCase() },
    ],
    ["another id in a customer within", customerRoute(companyId, "A1"), { customer: { id: "A2" } }],
    ["another id in a list", customerRoute(companyId, "A1"), { results: [{ id: "A2" }], totalResults: 1 }],
    ["another customerId and no id", customerRoute(companyId, "A1"), { id: null, customerId: "A2" }],
    ["another attachment within", attachmentRoute({ ...asked, attachmentId }), { Attachment: { ID: "x" } }],
    ["another attachment", attachmentRoute({ ...asked, attachmentId }), { id: other }],
  ])("not with %s", (_, route, answer) => {
    expect(isAbout(route, answer)).toBe(false);
  });

  test.each(["companyId", "COMPANYID", "Company_Id", "company-id", "_companyId", "Company.id", "company id"])(
    "not with another company in a field %s",
    (name) => {
      expect(isAbout(customersRoute(companyId), { results: [{ id: "1", [name]: other }] })).toBe(false);
      expect(isAbout(customersRoute(companyId), { results: [{ id: "1", [name]: companyId }] })).toBe(true);
    },
  );

  test.each(["company", "Company", "COMPANY", "_company", "companyRef", "company_ref"])(
    "not with another company as an object in a field %s",
    (name) => {
      for (const id of ["id", "ID", "companyId"])
        expect(isAbout(customersRoute(companyId), { results: [{ id: "1", [name]: { [id]: other } }] })).toBe(
          false,
        );
    },
  );

  test.each(["_links", "links", "Links", "_LINKS"])("not with a link to another company in %s", (name) => {
    expect(isAbout(customersRoute(companyId), { results: [{ id: "1", [name]: link(other) }] })).toBe(false);
  });

  test.each(["id", "Id", "ID", "iD", "_id", "customerId", "CustomerID", "customer_id"])(
    "not with another id in a field %s",
    (name) => {
      expect(isAbout(customerRoute(companyId, "A1"), { [name]: "A2" })).toBe(false);
      expect(isAbout(customerRoute(companyId, "A/1"), { [name]: "A/1" })).toBe(true);
    },
  );

  test("in a time that grows with the fields, also if each has another name", () => {
    const rows = Array.from({ length: 5 }, (_, row) =>
      Object.fromEntries(Array.from({ length: 90_000 }, (_, at) => [`company_${row}_${at}`, at])),
    );
    const startedAtMs = performance.now();
    expect(isAbout(customersRoute(companyId), { results: rows })).toBe(true);
    expect(performance.now() - startedAtMs).toBeLessThan(2000);
  });
});

const wrong: [string, (url: string) => object][] = [
  [
    "another record",
    () => ({ id: "another", customerName: "Stranger Ltd", companyId: other, _links: link(other) }),
  ],
  [
    "another company's list",
    () => ({ results: [{ id: "S1", customerName: "Stranger Ltd" }], _links: link(other) }),
  ],
  [
    "another company's rows by their number",
    () => ({ results: { 0: { id: "S1", customerName: "Stranger Ltd", Company_Id: other } } }),
  ],
];

describe.each(["all", companyId])("a response about another record (companies: %s)", (companyIds) => {
  test.each(wrong)(
    "%s is retried once, then an error that is not retryable, and never shown",
    async (_, json) => {
      await using upstream = await startUpstream((url) => ({ json: json(url) }));
      await using client = await connect({
        ...upstream.environment,
        CODAT_COMPANY_IDS: companyIds,
        CODAT_TOOLSETS: "customers,companies",
      });
      const calls: [string, object][] = [
        ["get_customer", { companyId, customerId: "A/1" }],
        ["list_customers", { companyId }],
        ["list_connections", { companyId }],
        ["list_customer_attachments", { companyId, customerId }],
      ];
      for (const [name, args] of calls) {
        if (name === "get_customer" && Object.hasOwn(json(""), "results")) continue;
        upstream.requests.length = 0;
        const result = await client.callTool(name, { ...args });
        expect(errorOf(result), name).toMatchObject({ kind: "upstream", retryable: false });
        expect(JSON.stringify(result)).not.toContain("Stranger");
        expect(upstream.requests.map(({ headers }) => headers.connection)).toEqual(["keep-alive", "close"]);
      }
      const uri = `codat://companies/${companyId}/customers/${encodeURIComponent("A/1")}`;
      await expect(client.readResource(uri)).rejects.toThrow(/a different record than requested/);
    },
  );
});

test("after an earlier response on a kept-alive connection, the request is repeated and the connection closed", async () => {
  // On its first connection each request gets the previous request's record, as from a desynchronized gateway.
  let first: Socket | undefined;
  let before = "earlier";
  const server = createServer((request, response) => {
    first ??= request.socket;
    const asked = decodeURIComponent(request.url?.split("/").at(-1) ?? "");
    const id = request.socket === first ? before : asked;
    before = asked;
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ id }));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  try {
    await using client = await connect({ CODAT_BASE_URL: `http://127.0.0.1:${port}` });
    const result = await client.callTool("get_customer", { companyId, customerId: "A1" });
    expect(textOf(result)).toBe('{"id":"A1"}');
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
