import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { getCustomer, listTools, request, withHeaders } from "./messages.ts";
import { inModes, twoModes } from "./modes.ts";
import { send } from "./send.ts";
import { openSocket, readUntil } from "./socket.ts";

const mebibyte = 1024 * 1024;

function padded(bytes: number): string {
  return JSON.stringify(request("2025-11-25", "tools/list", { meta: { padding: "x".repeat(bytes) } }).body);
}

inModes(twoModes, ({ service }) => {
  test.each([
    ["text/plain", "text/plain"],
    ["a form", "application/x-www-form-urlencoded"],
    ["a type that only starts like JSON", "application/jsonlines"],
    ["no type", ""],
  ])("%s as Content-Type gets 415", async (_, type) => {
    const { status, json } = await send(service(), withHeaders(listTools(), { "content-type": type }));
    expect(status).toBe(415);
    expect(json.error?.message).toContain("application/json");
  });

  test("Content-Type with a charset is accepted", async () => {
    const headers = { "content-type": "Application/JSON; charset=utf-8" };
    expect(await send(service(), withHeaders(listTools(), headers))).toMatchObject({ status: 200 });
  });

  test.each(["gzip", "br", "zstd"])("Content-Encoding: %s gets 415", async (encoding) => {
    const sent = { ...withHeaders(listTools(), { "content-encoding": encoding }), body: gzipSync("{}") };
    const { status, json } = await send(service(), sent);
    expect(status).toBe(415);
    expect(json.error?.message).toContain("Content-Encoding");
  });

  test("Transfer-Encoding: gzip gets 415", async () => {
    const sent = withHeaders(listTools(), { "transfer-encoding": "gzip, chunked" });
    expect(await send(service(), sent)).toMatchObject({ status: 415 });
  });

  test("Content-Encoding: identity is accepted", async () => {
    const sent = withHeaders(listTools(), { "content-encoding": "identity" });
    expect(await send(service(), sent)).toMatchObject({ status: 200 });
  });

  test.each([
    ["200 KB", 200_000],
    ["just under 1 MiB", mebibyte - 1_000],
  ])("a body of %s is accepted", async (_, bytes) => {
    expect(await send(service(), { body: padded(bytes) })).toMatchObject({ status: 200 });
  });

  test.each([
    ["just over 1 MiB", mebibyte],
    ["6 MB", 6_000_000],
    ["30 MiB", 30 * mebibyte],
  ])("a body of %s gets 413, which the client can read, with the limit", async (_, bytes) => {
    const { status, json } = await send(service(), { body: padded(bytes) });
    expect(status).toBe(413);
    expect(json.error).toMatchObject({ code: -32600, message: expect.stringContaining("1 MiB") });
  });

  test("a large body without Content-Length gets 413", async () => {
    const sent = withHeaders({ body: padded(6_000_000) }, { "transfer-encoding": "chunked" });
    const { status } = await send(service(), sent);
    expect(status).toBe(413);
  });

  test("after a 413 the connection serves the next request", async () => {
    const { url, credentials } = service();
    const socket = await openSocket(url);
    const large = padded(2 * mebibyte);
    const small = padded(1);
    const head = (body: string) =>
      [
        "POST /mcp HTTP/1.1",
        `Host: ${url.host}`,
        "Content-Type: application/json",
        ...Object.entries(credentials).map(([name, value]) => `${name}: ${value}`),
        `Content-Length: ${body.length}\r\n\r\n`,
      ].join("\r\n");
    socket.write(head(large) + large);
    expect(await readUntil(socket, /\r\n\r\n.*\}/)).toMatch(/^HTTP\/1.1 413 /);
    socket.write(head(small) + small);
    expect(await readUntil(socket, /\r\n\r\n/)).toMatch(/^HTTP\/1.1 200 /);
    socket.destroy();
  });

  test("a body that is refused for another reason is read on, too", async () => {
    const sent = { body: padded(6_000_000), headers: { host: "evil.example" } };
    expect(await send(service(), sent)).toMatchObject({ status: 403 });
  });

  test.each([
    ["no JSON", "{"],
    ["nothing", ""],
    ["blanks", "  \n"],
    ["JSON of two messages", '{"jsonrpc":"2.0"}{"jsonrpc":"2.0"}'],
    ["bytes that are not UTF-8", Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d])],
  ])("%s gets 400 with -32700", async (_, body) => {
    const { status, json } = await send(service(), { body });
    expect(status).toBe(400);
    expect(json).toMatchObject({ id: null, error: { code: -32700 } });
  });

  test.each([
    ["an array of messages", [listTools().body]],
    ["an empty array", "[]"],
    ["a number", "7"],
    ["a string", '"tools/list"'],
    ["null", "null"],
    ["a message without jsonrpc", '{"id":1,"method":"tools/list"}'],
    ["a request with id null", '{"jsonrpc":"2.0","id":null,"method":"tools/list"}'],
    ["params that are a list", '{"jsonrpc":"2.0","id":1,"method":"tools/list","params":[1]}'],
    ["a response without result", '{"jsonrpc":"2.0","id":1,"result":7}'],
  ])("%s gets 400 with -32600", async (_, body) => {
    const { status, json } = await send(service(), { body });
    expect(status).toBe(400);
    expect(json.error?.code).toBe(-32600);
  });

  test("a refusal has the id of the request", async () => {
    const { json } = await send(service(), { body: '{"jsonrpc":"2.0","id":"a7","method":5}' });
    expect(json.id).toBe("a7");
  });

  test("a byte order mark before the JSON is skipped", async () => {
    const body = `\ufeff${JSON.stringify(listTools().body)}`;
    expect(await send(service(), { body })).toMatchObject({ status: 200 });
  });

  test("null in optional fields means absent", async () => {
    const body = '{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"cursor":null,"_meta":null}}';
    expect(await send(service(), { body })).toMatchObject({ status: 200 });
  });

  describe("the service goes on after", () => {
    test.each([
      ["arrays nested half a million deep", `${"[".repeat(500_000)}${"]".repeat(500_000)}`],
      ["objects nested 100,000 deep", `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`],
    ])("%s in the arguments", async (_, deep) => {
      const body = `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"get_customer","arguments":{"companyId":${deep}}}}`;
      const { status, json } = await send(service(), { body });
      expect(status).toBe(400);
      expect(json).toMatchObject({
        id: 1,
        error: { code: -32600, message: expect.stringContaining("more than 100 levels") },
      });
      expect(await send(service(), getCustomer())).toMatchObject({ status: 200 });
    });
  });
});
