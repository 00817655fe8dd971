import { describe, expect, test } from "vitest";
import { type Connection, clients, connect } from "../support/connect.ts";
import { ids, type Reply, startUpstream } from "../support/upstream.ts";

// Any holder of such a link can start an authorization in the borrower's name.
const link = "https://link.codat.io/company/8a210b68/start?token=s3cret";
const held = /redirect|linkUrl|link[\w.-]*\.codat|s3cret/i;

const { companyId, connectionId } = ids;
const connection = {
  id: connectionId,
  platformName: `Xero ${link}`,
  sourceType: "Accounting",
  status: "Linked",
  linkUrl: link,
  dataConnectionErrors: [{ errorMessage: `Link again (${link})`, [link]: null }],
};
const company = {
  id: companyId,
  name: `Toft ${link}`,
  redirect: link,
  description: link,
  dataConnections: [connection],
  referenceParentCompany: { redirect: link },
};
const customer = {
  id: ids.customerId,
  customerName: `See ${link}`,
  supplementalData: { [link]: [link.toUpperCase()] },
};
const attachment = { id: ids.attachmentId, name: `${link}.txt`, contentType: "text/plain" };
const list = (row: object) => ({ results: [row], totalResults: 1 });

/** A borrower's data in Codat, with a link in every possible place. */
const linkEverywhere: [RegExp, Reply][] = [
  [/\/download$/, { body: `Sign in at ${link}.`, headers: { "content-type": "text/plain" } }],
  [/\/attachments$/, { json: { attachments: [attachment] } }],
  [/\/attachments\//, { json: attachment }],
  [/\/data\/customers$/, { json: list(customer) }],
  [/\/data\/customers\//, { json: customer }],
  [/\/connections$/, { json: list(connection) }],
  [/\/dataStatus$/, { json: { customers: { dataType: "customers", currentStatus: link, [link]: 1 } } }],
  [/\/companies$/, { json: list(company) }],
  [/^\/companies\/[^/]+$/, { json: company }],
];
const answerTo = (url: string): Reply =>
  linkEverywhere.find(([path]) => path.test(url.split("?")[0] ?? ""))?.[1] ?? { status: 404 };

/** Everything that the server publishes, called once, by name; each failure as its text. */
async function callEverything(client: Connection): Promise<[string, string][]> {
  const said: [string, string][] = [];
  const all: Record<string, string> = ids;
  const take = async (name: string, answer: Promise<unknown>) => {
    const text = await answer.then(JSON.stringify, ({ message, data }) => JSON.stringify({ message, data }));
    said.push([name, text]);
  };
  for (const { name, inputSchema } of (await client.listTools()).tools) {
    const { properties } = inputSchema as { properties: Record<string, { enum?: string[] }> };
    const args = Object.fromEntries(Object.entries(all).filter(([id]) => id in properties));
    for (const format of properties.format?.enum ?? [undefined]) {
      await take(`${name} ${format ?? ""}`, client.callTool(name, { ...args, ...(format && { format }) }));
    }
  }
  await take("codat://companies", client.readResource("codat://companies"));
  for (const { uriTemplate } of (await client.listTemplates()).resourceTemplates) {
    const uri = uriTemplate.replace(/\{(\w+)\}/g, (_, id: string) => all[id] ?? "");
    await take(uriTemplate, client.readResource(uri));
    for (const id of Object.keys(all)) {
      await take(`${id} in ${uriTemplate}`, client.complete(uriTemplate, id, "", all));
    }
  }
  return said;
}

const environment = { CODAT_TOOLSETS: "customers,companies", CODAT_RETRY_STRATEGY: "none" };

describe.each(clients)("links that start an authorization (%s)", (kind) => {
  test.each(["all", companyId])(
    "appear in no result and no log, wherever Codat returns them (CODAT_COMPANY_IDS: %s)",
    async (pins) => {
      await using upstream = await startUpstream(answerTo);
      const pinned = { ...environment, ...upstream.environment, CODAT_COMPANY_IDS: pins };
      await using client = await connect(pinned, kind);
      const said = await callEverything(client);
      for (const [name, text] of said) expect(text, name).not.toMatch(held);
      for (const name of ["get_customer ", "list_connections ", "find_companies ", "codat://companies"]) {
        expect(Object.fromEntries(said)[name], name).toContain("[link removed]");
      }
      expect(client.logs.join("")).not.toMatch(held);
    },
  );

  test.each([400, 401, 404, 409, 500])(
    "stand in no failure that Codat explains with a %d",
    async (status) => {
      const error = `Link it again: ${link}, or \`${link}\`.`;
      const json = { error, redirect: link, linkUrl: link, correlationId: link, detailedErrorCode: link };
      await using upstream = await startUpstream(() => ({ status, json }));
      await using client = await connect({ ...environment, ...upstream.environment }, kind);
      const said = await callEverything(client);
      for (const [name, text] of said) expect(text, name).not.toMatch(held);
      expect(said[0]?.[1]).toContain("[link removed]");
      expect(client.logs.join("")).not.toMatch(held);
    },
  );
});

test.each([
  "HTTPS://LINK.CODAT.IO/s3cret",
  "http://link.codat.io/s3cret",
  "https://link-uat.codat.io/s3cret?x=1#y",
  "https://link.uat.codat.io/s3cret",
  "https://link-api.codat.io/companies/s3cret",
])("%s is such a link, and what stands around it stays", async (other) => {
  const json = { id: "A1", customerName: `a (${other} "b" <${other}>` };
  await using upstream = await startUpstream(() => ({ json }));
  await using client = await connect(upstream.environment);
  const { structuredContent } = await client.callTool("get_customer", { companyId, customerId: "A1" });
  const customerName = 'a ([link removed] "b" <[link removed]>';
  expect(structuredContent).toEqual({ id: "A1", customerName });
});

test.each(["https://www.codat.io/link", "https://docs.codat.io/auth-flow", "link.codat.io is where"])(
  "%s is none, and stays",
  async (customerName) => {
    await using upstream = await startUpstream(() => ({ json: { id: "A1", customerName } }));
    await using client = await connect(upstream.environment);
    const { structuredContent } = await client.callTool("get_customer", { companyId, customerId: "A1" });
    expect(structuredContent).toEqual({ id: "A1", customerName });
  },
);

test("a link with escaped slashes is also removed, even if only an id contains it", async () => {
  const escaped = (record: object) => JSON.stringify(record).replaceAll("/", "\\/");
  await using upstream = await startUpstream((url) => ({
    body: url.includes("?")
      ? `{"results":[${escaped({ id: link, customerName: link })}]}`
      : escaped({ customerName: link }),
  }));
  await using client = await connect(upstream.environment);
  const uri = `codat://companies/${companyId}/customers`;
  const answers = [
    await client.callTool("get_customer", { companyId, customerId: "A1" }),
    await client.callTool("list_customers", { companyId }),
    await client.readResource(`${uri}/A1`),
    await client.complete("codat://companies/{companyId}/customers/{customerId}", "customerId", "", {
      companyId,
    }),
  ];
  for (const answer of answers) expect(JSON.stringify(answer)).not.toMatch(held);
});
