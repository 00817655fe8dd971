import { expect, test, vi } from "vitest";
import { createAttachmentLists } from "../../src/analysis/attachment-lists.ts";
import { TtlCache } from "../../src/base/ttl-cache.ts";
import { readCommand } from "../../src/cli/command.ts";
import type { Codat } from "../../src/codat/client.ts";
import { createCustomerTotals } from "../../src/codat/customer-query/customer-totals.ts";
import type { JsonObject } from "../../src/codat/json-object.ts";
import { createQuota } from "../../src/codat/quota.ts";
import { createRedactor } from "../../src/codat/redact.ts";
import { rowsOf } from "../../src/codat/rows.ts";
import { components, wholesaler } from "../../src/sandbox/companies.ts";
import { serverFactory } from "../../src/server.ts";
import { connectTo, errorOf } from "../support/connect.ts";
import { calls, company, others, toolsets } from "./calls.ts";

const secret = "Stranger Ltd";

/** A client of a server whose caches hold everything of every company, and what was taken from them or requested. */
async function connectWithFullCaches(companyIds: string) {
  const command = readCommand([], {
    ...toolsets,
    CODAT_API_KEY: "a-key-for-tests",
    CODAT_COMPANY_IDS: companyIds,
  });
  if (command.name !== "serve") throw new Error("This is not the serve command.");
  const used: string[] = [];
  const use = <T>(what: string, value: T): T => {
    used.push(what);
    return value;
  };
  const file = {
    record: { name: secret, contentType: "text/plain", fileSize: 9 },
    type: "text/plain",
    size: 9,
  };
  const text = {
    file: { ...file, sha256: "0", compressed: false },
    blocks: [{ line: secret.repeat(5_000) }],
    notes: [],
  };
  const codat: Codat = {
    json: async ({ path }) => use(`request ${path}`, { customerName: secret }),
    page: async ({ path }) => use(`request ${path}`, rowsOf({ results: [{ customerName: secret }] })),
    body: ({ path }) => use(`request ${path}`, Promise.reject(new Error("No file."))),
  };
  const companies = new TtlCache<JsonObject | undefined>({ ttlMs: 60_000, maxEntries: 10 });
  companies.set(company, { id: company, name: secret });
  vi.spyOn(companies, "getOrLoad").mockImplementation(async (id) => use(`company ${id}`, companies.get(id)));
  const client = await connectTo(
    serverFactory({
      version: "0.0.0",
      settings: command.settings,
      report: async () => {},
      redact: createRedactor().redact,
      open: async () => ({
        settings: command.settings,
        client: { withDeadline: ({ signal }, run) => run(codat, signal) },
        redact: createRedactor().redact,
        debug: () => {},
        warn: () => {},
        report: async () => {},
        connections: { find: async (_, id) => use(`connection ${id}`, wholesaler.connectionId) },
        textCache: {
          get: ({ companyId }) => use(`text ${companyId}`, text),
          extract: async ({ companyId }) => use(`file ${companyId}`, text),
        },
        inspections: {
          get: (key) => use(`inspection ${key}`, { status: "done", type: secret }),
          set: () => {},
          interruptions: () => 0,
          interrupt: () => {},
        },
        shownFiles: {
          get: ({ companyId }) => use(`shown file ${companyId}`, undefined),
          set: ({ companyId }) => use(`shown file ${companyId}`, undefined),
        },
        worker: new URL("file:///nowhere/document-worker.cjs"),
        companies,
        totals: createCustomerTotals(),
        quota: createQuota(0),
        attachmentLists: createAttachmentLists(),
        freshness: { beside: async (answer) => [await answer, use(`freshness`, undefined)] },
      }),
    })(),
  );
  return { client, used };
}

const furtherPart = { ...others, format: "text", part: 2 };

test.each([components.id, `${components.id},11111111-0000-4000-8000-000000000001`])(
  "what the caches hold of a company is not looked up while only %s may be read",
  async (companyIds) => {
    const { client, used } = await connectWithFullCaches(companyIds);
    await using _ = client;
    for (const { connectionId } of [{ connectionId: undefined }, others]) {
      const args = { ...furtherPart, connectionId, companyId: company };
      const result = await client.callTool("download_customer_attachment", args);
      expect(errorOf(result).kind).toBe("not_allowed");
      expect(JSON.stringify(result)).not.toContain(secret);
    }
    const { attachmentId: _attachment, ...ofCustomer } = others;
    const inspecting = { ...ofCustomer, companyId: company, inspect: true };
    expect(errorOf(await client.callTool("list_customer_attachments", inspecting)).kind).toBe("not_allowed");
    for (const { name, run, refused } of calls) {
      const { kind, text } = await run(client, company);
      expect(kind, name).toBe(refused);
      expect(text, name).not.toContain(secret);
    }
    expect(used).toEqual([]);
  },
);

test("these caches are used for a company that may be read", async () => {
  const { client, used } = await connectWithFullCaches(`${company},${components.id}`);
  await using _ = client;
  const args = { ...furtherPart, connectionId: undefined, companyId: company };
  const result = await client.callTool("download_customer_attachment", args);
  expect(JSON.stringify(result)).toContain(secret);
  expect(used).toEqual([`connection ${company}`, `text ${company}`]);
  await client.complete("codat://companies/{companyId}", "companyId", "Str");
  expect(used.slice(2)).toEqual([`company ${company}`, `company ${components.id}`]);
});
