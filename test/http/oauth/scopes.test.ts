import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Connection, connectOverHttp } from "../../support/connect.ts";
import { type HttpService, startHttp } from "../../support/http-service.ts";
import { makeToken } from "../../support/tokens.ts";
import type { Upstream } from "../../support/upstream.ts";
import { companyAt, shared, startTwins } from "../isolation/twins.ts";
import { type Issuer, startIssuer } from "./issuer.ts";
import { settingsFor } from "./service.ts";

const own = companyAt(0);
const { customerId, connectionId, text: attachmentId } = shared;
const customerUri = `codat://companies/${own}/customers/${customerId}`;
const attachmentUri = `codat://companies/${own}/connections/${connectionId}/customers/${customerId}/attachments/${attachmentId}`;
const customerTemplate = "codat://companies/{companyId}/customers/{customerId}";

const toolsOf = {
  customers: [
    "list_customers",
    "get_customer",
    "list_customer_attachments",
    "get_customer_attachment",
    "download_customer_attachment",
  ],
  companies: ["find_companies", "list_connections", "get_data_status"],
  analysis: ["summarize_customers", "find_attachments"],
};

let issuer: Issuer;
let twins: Upstream;
let service: HttpService;

beforeAll(async () => {
  [issuer, twins] = await Promise.all([startIssuer(), startTwins(2)]);
  const static_ = makeToken("user-1", { companies: [own] });
  service = await startHttp({ ...twins.environment, ...settingsFor(issuer) }, [static_]);
});
afterAll(async () => {
  await service?.[Symbol.asyncDispose]();
  await twins?.[Symbol.asyncDispose]();
  await issuer?.[Symbol.asyncDispose]();
});

const tokenWith = (scope: string) => issuer.token({ scope, codat_companies: [own] });
const connect = async (scope: string, query = ""): Promise<Connection> =>
  connectOverHttp(new URL(query, service.url), await tokenWith(scope));

/** Sends one message with a token of these scopes. */
async function post(scope: string, method: string, params: object, query = "") {
  const response = await fetch(new URL(query, service.url), {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${await tokenWith(scope)}` },
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }),
  });
  const body = await response.text();
  return { status: response.status, challenge: response.headers.get("www-authenticate") ?? "", body };
}

describe("with one scope, a client sees", () => {
  test.each([
    ["customers", ["customer", "attachment", "attachment_content", "member_content"], 0, 2],
    ["companies", ["company"], 1, 0],
    ["analysis", [], 0, 0],
  ] as const)(
    "of %s only its tools, resources and prompts",
    async (toolset, templates, resources, prompts) => {
      await using client = await connect(`openid ${toolset}:read`);
      const { tools } = await client.listTools();
      expect(tools.map(({ name }) => name)).toEqual(toolsOf[toolset]);
      const { resourceTemplates } = await client.listTemplates();
      expect(resourceTemplates.map(({ name }) => name)).toEqual(templates);
      expect((await client.listResources()).resources).toHaveLength(resources);
      const listed = await client.listPrompts().catch(() => ({ prompts: [] }));
      expect(listed.prompts).toHaveLength(prompts);
    },
  );
});

describe("what a scope would show is refused with 403 and all scopes that are needed:", () => {
  const hidden: [string, string, object, string][] = [
    [
      "companies:read",
      "tools/call",
      { name: "get_customer", arguments: { customerId } },
      "companies:read customers:read",
    ],
    ["companies:read", "resources/read", { uri: customerUri }, "companies:read customers:read"],
    ["companies:read", "resources/read", { uri: attachmentUri }, "companies:read customers:read"],
    [
      "companies:read",
      "resources/read",
      { uri: `${attachmentUri}/content` },
      "companies:read customers:read",
    ],
    [
      "companies:read",
      "resources/read",
      { uri: `${attachmentUri}/files/1/content` },
      "companies:read customers:read",
    ],
    [
      "companies:read",
      "prompts/get",
      { name: "review_customers", arguments: { companyId: own } },
      "companies:read customers:read",
    ],
    [
      "companies:read",
      "completion/complete",
      { ref: { type: "ref/prompt", name: "review_customers" }, argument: { name: "companyId", value: "" } },
      "companies:read customers:read",
    ],
    [
      "companies:read",
      "completion/complete",
      {
        ref: { type: "ref/resource", uri: customerTemplate },
        argument: { name: "customerId", value: "" },
        context: { arguments: { companyId: own } },
      },
      "companies:read customers:read",
    ],
    [
      "customers:read",
      "tools/call",
      { name: "find_companies", arguments: {} },
      "customers:read companies:read",
    ],
    ["customers:read", "resources/read", { uri: "codat://companies" }, "customers:read companies:read"],
    [
      "customers:read",
      "resources/read",
      { uri: `codat://companies/${own}` },
      "customers:read companies:read",
    ],
    [
      "customers:read companies:read",
      "tools/call",
      { name: "summarize_customers", arguments: {} },
      "customers:read companies:read analysis:read",
    ],
    [
      "analysis:read",
      "tools/call",
      { name: "find_attachments", arguments: {}, _meta: { progressToken: 1 } },
      "",
    ],
  ];
  test.each(hidden)("%s, %s %j", async (scope, method, params, needed) => {
    const before = twins.requests.length;
    const { status, challenge, body } = await post(scope, method, params);
    if (needed === "") return expect(status).toBe(200);
    expect(status).toBe(403);
    expect(challenge).toContain(`scope="${needed}", error="insufficient_scope"`);
    expect(body).toContain(needed);
    expect(twins.requests).toHaveLength(before);
  });

  test("an unknown tool is none of them", async () => {
    expect(await post("companies:read", "tools/call", { name: "drop_tables" })).toMatchObject({
      status: 200,
    });
    for (const params of [{}, { name: 7 }, { name: "__proto__" }, { name: "constructor" }]) {
      expect((await post("companies:read", "tools/call", params)).status).toBeLessThan(500);
    }
  });

  test("a spelling of a URI that the server would also read is not read", async () => {
    for (const uri of [
      `CODAT://companies/${own}/customers/${customerId}`,
      `${customerUri}?x`,
      `${customerUri}#`,
      `${customerUri}/`,
      customerUri.replace("customers", "%63ustomers"),
    ]) {
      const before = twins.requests.length;
      const { body } = await post("companies:read", "resources/read", { uri });
      expect(body, uri).not.toContain('"result"');
      expect(twins.requests, uri).toHaveLength(before);
    }
  });
});

describe("a URL that narrows", () => {
  test("to a toolset without its scope is refused with 403 and the scopes", async () => {
    const { status, challenge } = await post("customers:read", "tools/list", {}, "?toolsets=analysis");
    expect(status).toBe(403);
    expect(challenge).toContain('scope="customers:read analysis:read", error="insufficient_scope"');
  });

  test("hides a toolset for good: no scope is asked for", async () => {
    const call = { name: "summarize_customers", arguments: {} };
    const { challenge, body } = await post("customers:read", "tools/call", call, "?toolsets=customers");
    expect(challenge).toBe("");
    expect(body).toContain("summarize_customers");
  });
});
