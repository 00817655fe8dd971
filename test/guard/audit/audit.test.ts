import { createHash } from "node:crypto";
import { chmod, mkdir, mkdtemp, open, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { hostname, tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { verifyLog } from "../../../src/guard/audit/verify.ts";
import { clients, connect, errorOf, textOf } from "../../support/connect.ts";
import { idIn, ids, startUpstream } from "../../support/upstream.ts";

const { companyId, connectionId, customerId, attachmentId } = ids;
const other = "11111111-0000-4000-8000-000000000001";

let folder = "";
let path = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "audit-"));
});
beforeEach(async () => {
  path = join(await mkdtemp(join(folder, "case-")), "audit.jsonl");
});
afterAll(() => rm(folder, { recursive: true }));

const lines = async (file = path): Promise<Record<string, unknown>[]> => {
  const text = await readFile(file, "utf8");
  expect(text.endsWith("\n")).toBe(true);
  return text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
};

/** What a line says about its call, without what every line has. */
function essence(line: Record<string, unknown>): Record<string, unknown> {
  const { time, chain, seq, prev, configuration, process, host, user, requestId, ...rest } = line;
  const { client, clientVersion, ms, ...call } = rest;
  return call;
}

const start = () =>
  startUpstream((url) => {
    if (url.endsWith("/download")) return { body: "a,b\n1,2" };
    if (url.includes("customers/gone"))
      return { status: 404, json: { error: "No data available", correlationId: "c-404" } };
    return {
      json: {
        id: idIn(url),
        name: "Secret Name Ltd.csv",
        customerName: "Secret Name Ltd",
        emailAddress: "s@x.example",
      },
    };
  });

describe.each(clients)("each call is recorded in one line (%s)", (kind) => {
  test("with ids, outcome and numbers, before the result is returned", async () => {
    await using upstream = await start();
    await using client = await connect(
      { ...upstream.environment, CODAT_AUDIT_LOG: path, CODAT_MASK: "email" },
      kind,
    );
    await client.callTool("get_customer", { companyId, customerId });
    expect(await lines()).toEqual([
      {
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        chain: expect.stringMatching(/^[0-9a-f]{32}$/),
        seq: 1,
        prev: "0".repeat(64),
        configuration: expect.stringMatching(/^[0-9a-f]{64}$/),
        process: process.pid,
        host: hostname(),
        user: userInfo().username,
        requestId: expect.stringMatching(/^\d+$/),
        client: "tests",
        clientVersion: "1.0.0",
        tool: "get_customer",
        companyId,
        customerId,
        outcome: "ok",
        status: 200,
        attempts: 1,
        ms: expect.any(Number),
        masks: ["email"],
      },
    ]);
    await client.callTool("get_customer", { companyId, customerId: "gone" });
    expect((await lines())[1]).toMatchObject({
      outcome: "not_found",
      status: 404,
      correlationId: "c-404",
      customerId: "gone",
    });
  });

  test("with size and sha256 of a returned file, in every format", async () => {
    await using upstream = await start();
    await using client = await connect(
      { ...upstream.environment, CODAT_AUDIT_LOG: path, CODAT_DOWNLOAD_DIR: folder },
      kind,
    );
    const args = { companyId, connectionId, customerId, attachmentId };
    const sha256 = createHash("sha256").update("a,b\n1,2").digest("hex");
    for (const format of ["base64", "text", "file"])
      await client.callTool("download_customer_attachment", { ...args, format });
    const uri = `codat://companies/${companyId}/connections/${connectionId}/customers/${customerId}/attachments/${attachmentId}`;
    await client.readResource(`${uri}/content`);
    const written = await lines();
    expect(written).toHaveLength(4);
    for (const line of written) expect(line).toMatchObject({ ...args, bytes: 7, sha256, outcome: "ok" });
    expect(written[3]).toMatchObject({ resource: "attachment_content" });
    await client.callTool("download_customer_attachment", { ...args, format: "link" });
    expect((await lines())[4]).not.toHaveProperty("sha256");
  });

  test("also completions, prompts and rejected calls", async () => {
    await using upstream = await start();
    await using client = await connect(
      { ...upstream.environment, CODAT_AUDIT_LOG: path, CODAT_COMPANY_IDS: companyId },
      kind,
    );
    await client.complete("codat://companies/{companyId}/customers/{customerId}", "customerId", "secret", {
      companyId,
    });
    await client.getPrompt("review_customers", {});
    await client.callTool("get_customer", { companyId: other, customerId });
    await client.callTool("get_customer", { companyId: "nonsense secret", customerId });
    expect((await lines()).map(essence)).toEqual([
      { completion: "customer", companyId, outcome: "ok", status: 200, attempts: 1, masks: [] },
      { prompt: "review_customers", companyId, outcome: "ok", attempts: 0, masks: [] },
      { tool: "get_customer", companyId: other, customerId, outcome: "not_allowed", attempts: 0, masks: [] },
      { tool: "get_customer", outcome: "arguments", attempts: 0, masks: [] },
    ]);
  });
});

test("each line has the hash of the line before it, in the order of the file", async () => {
  await using upstream = await start();
  await using client = await connect({ ...upstream.environment, CODAT_AUDIT_LOG: path });
  await Promise.all(
    Array.from({ length: 20 }, () => client.callTool("get_customer", { companyId, customerId })),
  );
  const texts = (await readFile(path, "utf8")).trimEnd().split("\n");
  expect(texts).toHaveLength(20);
  let prev = "0".repeat(64);
  for (const [index, text] of texts.entries()) {
    expect(JSON.parse(text)).toMatchObject({ seq: index + 1, prev });
    prev = createHash("sha256").update(text).digest("hex");
  }
});

test("a page of a list is recorded with its size and place, not with its query", async () => {
  await using upstream = await startUpstream(() => ({
    json: { results: [{ id: "1" }, { id: "2" }], pageNumber: 3, pageSize: 2, totalResults: 7, _links: {} },
  }));
  await using client = await connect({ ...upstream.environment, CODAT_AUDIT_LOG: path });
  await client.callTool("list_customers", { companyId, page: 3, pageSize: 2, query: "customerName~Secret" });
  const [line = {}] = await lines();
  expect(line).toMatchObject({ page: 3, pageSize: 2, rows: 2, totalResults: 7 });
  expect(JSON.stringify(line)).not.toMatch(/secret|query/i);
});

test("lines under other settings have another digest of the configuration", async () => {
  await using upstream = await start();
  const digestWith = async (setting: Record<string, string>) => {
    await using client = await connect({ ...upstream.environment, CODAT_AUDIT_LOG: path, ...setting });
    await client.callTool("get_customer", { companyId, customerId });
    return (await lines()).at(-1)?.configuration;
  };
  const plain = await digestWith({});
  expect(await digestWith({})).toBe(plain);
  expect(await digestWith({ CODAT_MASK: "email" })).not.toBe(plain);
  expect(await digestWith({ HTTPS_PROXY: "http://user:password@proxy.example" })).toBe(plain);
});

test("%h and %p in the path become the host and the process", async () => {
  await using upstream = await start();
  await using client = await connect({ ...upstream.environment, CODAT_AUDIT_LOG: `${path}.%h.%p` });
  await client.callTool("get_customer", { companyId, customerId });
  expect(await lines(`${path}.${hostname()}.${process.pid}`)).toHaveLength(1);
});

test("the head of the chain is logged at every 100th line and at the end, at any log level", async () => {
  await using upstream = await start();
  const client = await connect({ ...upstream.environment, CODAT_AUDIT_LOG: path, CODAT_LOG_LEVEL: "error" });
  for (let at = 0; at < 101; at++)
    await client.callTool("get_customer", { companyId: other, customerId: "1" });
  await client[Symbol.asyncDispose]();
  const heads = client.logs.filter((line) => line.includes("event=audit_head"));
  const texts = (await readFile(path, "utf8")).trimEnd().split("\n");
  expect(heads).toEqual(
    [100, 101].map((seq) => {
      const line = texts[seq - 1] ?? "";
      const hash = createHash("sha256").update(line).digest("hex");
      return `level=info event=audit_head chain=${JSON.parse(line).chain} seq=${seq} hash=${hash}\n`;
    }),
  );
});

test("the log contains no name, query, content or key, and only its owner can read it", async () => {
  await using upstream = await start();
  await using client = await connect({
    ...upstream.environment,
    CODAT_AUDIT_LOG: path,
    CODAT_API_KEY: "audit-secret-key",
  });
  await client.callTool("list_customers", { companyId, query: "customerName~Secret" });
  await client.callTool("download_customer_attachment", {
    companyId,
    connectionId,
    customerId,
    attachmentId,
    format: "text",
  });
  expect(await readFile(path, "utf8")).not.toMatch(/secret/i);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});

test("a key within an id is not recorded either", async () => {
  const key = "audit-secret-key";
  await using upstream = await start();
  await using client = await connect({ ...upstream.environment, CODAT_AUDIT_LOG: path, CODAT_API_KEY: key });
  for (const customerId of [key, btoa(key)]) await client.callTool("get_customer", { companyId, customerId });
  const text = await readFile(path, "utf8");
  expect(text).not.toContain(key);
  expect(text).not.toContain(btoa(key));
});

test("a log that others could read becomes readable only by its owner", async () => {
  await writeFile(path, "");
  await chmod(path, 0o644);
  await using upstream = await start();
  await using client = await connect({ ...upstream.environment, CODAT_AUDIT_LOG: path });
  await client.callTool("get_customer", { companyId, customerId });
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});

test("a rotated log is created again", async () => {
  await using upstream = await start();
  await using client = await connect({ ...upstream.environment, CODAT_AUDIT_LOG: path });
  await client.callTool("get_customer", { companyId, customerId });
  await rename(path, `${path}.1`);
  await client.callTool("get_customer", { companyId, customerId });
  expect(await lines(`${path}.1`)).toHaveLength(1);
  expect(await lines()).toHaveLength(1);
});

describe("a call whose line cannot be written returns an error and no data", () => {
  test.each<[string, () => Promise<unknown>]>([
    ["a directory in its place", () => mkdir(path)],
    ["a missing directory", () => rm(join(path, ".."), { recursive: true })],
    [
      "a pipe without a reader",
      async () => {
        const { execFile } = await import("node:child_process");
        const { promisify } = await import("node:util");
        await promisify(execFile)("mkfifo", [path]);
      },
    ],
  ])("%s", async (_, spoil) => {
    await using upstream = await start();
    await using client = await connect({ ...upstream.environment, CODAT_AUDIT_LOG: path });
    await spoil();
    const result = await client.callTool("get_customer", { companyId, customerId });
    expect(errorOf(result)).toMatchObject({ kind: "not_configured" });
    expect(textOf(result)).toContain("could not record the call in CODAT_AUDIT_LOG");
    expect(JSON.stringify(result)).not.toContain("Secret Name");
    expect(textOf(result)).not.toContain(folder);
    expect(client.logs.join("")).toMatch(/level=error event=audit/);
    expect(client.logs.join("")).not.toContain(folder);
    await expect(client.readResource(`codat://companies/${companyId}/customers/1`)).rejects.toThrow(
      /CODAT_AUDIT_LOG/,
    );
    expect(
      await client.complete("codat://companies/{companyId}/customers/{customerId}", "customerId", "x", {
        companyId,
      }),
    ).toEqual([]);
  });
});

test("where only a part of a line is written no answer is returned; the next line stands on its own", async () => {
  await using upstream = await start();
  await using client = await connect({ ...upstream.environment, CODAT_AUDIT_LOG: path });
  const handle = await open(path, "w");
  const writing = vi.spyOn(Object.getPrototypeOf(handle), "write");
  writing.mockImplementationOnce(async function (this: typeof handle, line: unknown) {
    await this.appendFile(String(line).slice(0, 20));
    return { bytesWritten: 20 };
  });
  await handle.close();
  const heldBack = await client.callTool("get_customer", { companyId, customerId });
  writing.mockRestore();
  expect(errorOf(heldBack).kind).toBe("not_configured");
  expect(textOf(heldBack)).not.toContain("Secret Name");
  const answered = await client.callTool("get_customer", { companyId, customerId });
  expect(answered.isError).toBeUndefined();
  const [torn, whole, ...more] = (await readFile(path, "utf8")).trimEnd().split("\n");
  expect(torn).toHaveLength(20);
  expect(JSON.parse(whole ?? "")).toMatchObject({ tool: "get_customer", companyId, seq: 1, torn: [20] });
  expect(more).toEqual([]);
  expect((await verifyLog([path], [])).breaks).toEqual([]);
});

test("starting the server writes and opens nothing", async () => {
  await using client = await connect({ CODAT_AUDIT_LOG: path });
  await client.listTools();
  await expect(stat(path)).rejects.toThrow();
});
