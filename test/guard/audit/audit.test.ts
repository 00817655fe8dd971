import { createHash } from "node:crypto";
import { chmod, mkdir, mkdtemp, open, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { call, opening, startChild } from "../support/child.ts";
import { clients, connect, errorOf, textOf } from "../support/connect.ts";
import { idIn, ids, startUpstream } from "../support/upstream.ts";

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
        process: process.pid,
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
    expect((await lines()).map(({ time, process, client, clientVersion, ms, ...line }) => line)).toEqual([
      { completion: "customer", companyId, outcome: "ok", status: 200, attempts: 1, masks: [] },
      { prompt: "review_customers", companyId, outcome: "ok", attempts: 0, masks: [] },
      { tool: "get_customer", companyId: other, customerId, outcome: "not_allowed", attempts: 0, masks: [] },
      { tool: "get_customer", outcome: "arguments", attempts: 0, masks: [] },
    ]);
  });
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
  expect(JSON.parse(whole ?? "")).toMatchObject({ tool: "get_customer", companyId });
  expect(more).toEqual([]);
});

test("several processes append to one file, and every line stays intact", { timeout: 30_000 }, async () => {
  await using upstream = await start();
  const environment = {
    ...upstream.environment,
    CODAT_API_KEY: "a-key-for-tests-only",
    CODAT_AUDIT_LOG: path,
  };
  const calls = 60;
  const children = [1, 2, 3].map(() => startChild(environment));
  await Promise.all(
    children.map(async (child) => {
      const numbers = Array.from({ length: calls }, (_, index) => index + 2);
      child.send(
        ...opening,
        ...numbers.map((id) => call(id, "get_customer", { companyId, customerId: "x".repeat(250) })),
      );
      await Promise.all(numbers.map((id) => child.answer(id)));
      await child[Symbol.asyncDispose]();
    }),
  );
  const written = await lines();
  expect(written).toHaveLength(3 * calls);
  expect(new Set(written.map(({ process }) => process)).size).toBe(3);
});

test("starting the server writes and opens nothing", async () => {
  await using client = await connect({ CODAT_AUDIT_LOG: path });
  await client.listTools();
  await expect(stat(path)).rejects.toThrow();
});
