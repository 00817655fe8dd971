import { describe, expect, test } from "vitest";
import { type Connection, clients, connect, errorOf, textOf } from "../support/connect.ts";
import { ids, type Reply, startUpstream } from "../support/upstream.ts";

const { companyId, connectionId } = ids;
const toolsets = { CODAT_TOOLSETS: "customers,analysis" };

interface Found {
  customers: { id: string; files: { name: string }[] }[];
  checked: number;
  of: number;
  none: number;
  unknown: number;
  cursor?: string;
  retryAfterSeconds?: number;
  notice: string;
}

const idOf = (index: number) => `c${String(index).padStart(4, "0")}`;
const file = (name: string) => ({
  id: `f-${name}`,
  name,
  contentType: "text/plain",
  fileSize: 1,
  dateCreated: "x",
});

/** A company of `count` customers. `filesOf` answers for the attachments of the customer at an index. */
async function startCompany(count: number, filesOf: (index: number, nth: number) => Reply | Promise<Reply>) {
  let asked = 0;
  const upstream = await startUpstream((url) => {
    const index = /customers\/c(\d+)\/attachments/.exec(url)?.[1];
    if (index !== undefined) return filesOf(Number(index), ++asked);
    const results = Array.from({ length: count }, (_, at) => ({
      id: idOf(at),
      customerName: `No. ${at}`,
      phone: "1",
    }));
    return {
      json: { results, totalResults: count },
      headers: { "x-rate-limit-limit": "2000", "x-rate-limit-remaining": "1688" },
    };
  });
  return { ...upstream, asked: () => asked, [Symbol.asyncDispose]: () => upstream[Symbol.asyncDispose]() };
}

const everyTenth = (index: number): Reply => ({
  json: { attachments: index % 10 === 0 ? [file(`contract ${index}.pdf`)] : [] },
});

async function find(client: Connection, args: Record<string, unknown> = {}) {
  const result = await client.callTool("find_attachments", { companyId, connectionId, ...args });
  return { result, text: textOf(result), found: result.structuredContent as unknown as Found };
}

describe.each(clients)("over 240 customers (%s)", (kind) => {
  test("lists those with files, counts the others, and names the price first", async () => {
    await using upstream = await startCompany(240, everyTenth);
    await using client = await connect({ ...upstream.environment, ...toolsets }, kind);
    const messages: (string | undefined)[] = [];
    const result = await client.callTool(
      "find_attachments",
      { companyId, connectionId },
      { onprogress: ({ message }) => messages.push(message) },
    );
    const found = result.structuredContent as unknown as Found;
    const price = "240 customers need 240 requests; 1688 of 2000 are left today.";
    expect(messages[0]).toBe(price);
    expect(textOf(result)).toContain(price);
    expect(found.customers.map(({ id }) => id)).toEqual(Array.from({ length: 24 }, (_, at) => idOf(at * 10)));
    expect(found.customers[0]).toEqual({
      id: idOf(0),
      customerName: "No. 0",
      files: [{ id: "f-contract 0.pdf", name: "contract 0.pdf", contentType: "text/plain", fileSize: 1 }],
    });
    expect(found).toMatchObject({ checked: 240, of: 240, none: 216, unknown: 0 });
    expect(found).not.toHaveProperty("cursor");
    expect(upstream.asked()).toBe(240);
  });
});

test("a part of a file's name filters, and customers with other files are told from those without", async () => {
  await using upstream = await startCompany(30, everyTenth);
  await using client = await connect({ ...upstream.environment, ...toolsets });
  const { found } = await find(client, { name: "CONTRACT 2" });
  expect(found.customers.map(({ id }) => id)).toEqual([idOf(20)]);
  expect(found.notice).toContain(
    "1 with files with such a name, 27 without files, 0 unknown. 2 only with files of other names.",
  );
});

test("a second call costs no requests for files within five minutes", async () => {
  await using upstream = await startCompany(20, everyTenth);
  await using client = await connect({ ...upstream.environment, ...toolsets });
  await find(client);
  await find(client);
  expect(upstream.asked()).toBe(20);
});

test("after a 429 the wait stands beside the cursor, and nobody who was not checked counts as having no files", async () => {
  await using upstream = await startCompany(50, (index, nth) =>
    nth <= 21 ? everyTenth(index) : { status: 429, json: {}, headers: { "retry-after": "3600" } },
  );
  await using client = await connect({ ...upstream.environment, ...toolsets });
  const { found } = await find(client);
  expect(found.checked).toBeLessThanOrEqual(21);
  expect(found.checked).toBeGreaterThan(10);
  expect(found.customers.length + found.none).toBe(found.checked);
  expect(found).toMatchObject({ cursor: idOf(found.checked - 1), unknown: 0, of: 50 });
  expect(found.retryAfterSeconds).toBeGreaterThan(3000);
});

test("a customer whose files cannot be read is unknown, not without files", async () => {
  await using upstream = await startCompany(12, (index) =>
    index === 3
      ? { status: 404, json: {} }
      : index === 4
        ? { json: { attachments: null } }
        : everyTenth(index),
  );
  await using client = await connect({ ...upstream.environment, ...toolsets });
  const { found } = await find(client);
  expect(found).toMatchObject({ checked: 12, none: 8, unknown: 2 });
  expect(found.notice).toContain("Unknown is not none");
});

test.each([
  [401, "unauthorized"],
  [403, "forbidden"],
  [404, "not_found"],
])("a %i for every customer is an error, after few requests", async (status, kind) => {
  await using upstream = await startCompany(240, () => ({
    status,
    json: { error: "Not supported by platform" },
  }));
  await using client = await connect({ ...upstream.environment, ...toolsets });
  const { result } = await find(client);
  expect(errorOf(result)).toMatchObject({ kind, status });
  expect(upstream.asked()).toBeLessThan(20);
});

test("at most 500 requests go to one call", async () => {
  await using upstream = await startCompany(700, everyTenth);
  await using client = await connect({ ...upstream.environment, ...toolsets });
  const first = await find(client);
  expect(first.found).toMatchObject({ checked: 499, of: 700, cursor: idOf(498) });
  const second = await find(client, { cursor: first.found.cursor });
  expect(second.found).toMatchObject({ checked: 201, of: 700 });
  expect(second.found.notice).toContain("Checked customers 500 to 700 of 700");
  expect(upstream.asked()).toBe(700);
});

test("the quota's reserve is never used", async () => {
  await using upstream = await startCompany(240, (index, nth) => ({
    ...everyTenth(index),
    headers: { "x-rate-limit-remaining": String(Math.max(0, 60 - nth)) },
  }));
  await using client = await connect({ ...upstream.environment, ...toolsets, CODAT_QUOTA_RESERVE: "20" });
  const { found } = await find(client);
  expect(upstream.asked()).toBeLessThanOrEqual(40);
  expect(found.checked).toBeGreaterThan(20);
  expect(found.retryAfterSeconds).toBeGreaterThan(0);
});

test("a full result continues with a cursor", async () => {
  await using upstream = await startCompany(60, (index) => ({
    json: { attachments: [file("x".repeat(300) + index)] },
  }));
  await using client = await connect({
    ...upstream.environment,
    ...toolsets,
    CODAT_RESULT_LIMIT_CHARS: "5000",
  });
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const { found, text } = await find(client, cursor === undefined ? {} : { cursor });
    expect(text.length).toBeLessThan(7000);
    seen.push(...found.customers.map(({ id }) => id));
    cursor = found.cursor;
  } while (cursor !== undefined && seen.length < 100);
  expect(seen).toEqual(Array.from({ length: 60 }, (_, at) => idOf(at)));
  expect(upstream.asked()).toBe(60);
});

test("a cursor that no customer has is rejected", async () => {
  await using upstream = await startCompany(3, everyTenth);
  await using client = await connect({ ...upstream.environment, ...toolsets });
  const { result } = await find(client, { cursor: "nobody" });
  expect(errorOf(result)).toMatchObject({ kind: "arguments" });
});
