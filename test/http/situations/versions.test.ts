import { expect, test } from "vitest";
import { getCustomer, listTools, request, withHeaders } from "./messages.ts";
import { inModes, twoModes } from "./modes.ts";
import { send } from "./send.ts";

inModes(twoModes, ({ service }) => {
  test("a missing MCP-Protocol-Version is fine", async () => {
    const sent = listTools();
    expect(sent.headers).toEqual({});
    expect(await send(service(), sent)).toMatchObject({ status: 200 });
  });

  test("an empty MCP-Protocol-Version is a missing one", async () => {
    const sent = withHeaders(listTools(), { "mcp-protocol-version": "" });
    expect(await send(service(), sent)).toMatchObject({ status: 200 });
  });

  test.each(["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"])(
    "MCP-Protocol-Version: %s is served",
    async (version) => {
      const sent = withHeaders(getCustomer(), { "mcp-protocol-version": version });
      expect(await send(service(), sent)).toMatchObject({ status: 200 });
    },
  );

  test.each(["2099-01-01", "1.0", "2023-01-01"])("MCP-Protocol-Version: %s gets 400", async (version) => {
    const sent = withHeaders(listTools(), { "mcp-protocol-version": version });
    const { status, json } = await send(service(), sent);
    expect(status).toBe(400);
    expect(json.error?.message).toContain(version);
  });

  test("an unknown version in initialize is answered with one that is served", async () => {
    const params = {
      protocolVersion: "2099-01-01",
      capabilities: {},
      clientInfo: { name: "tests", version: "1" },
    };
    const { status, json } = await send(service(), request("2025-11-25", "initialize", { params }));
    expect(status).toBe(200);
    expect(json.result?.protocolVersion).toBe("2025-11-25");
  });

  test("a session id of an earlier server is ignored", async () => {
    const sent = withHeaders(listTools(), { "mcp-session-id": "from-another-life" });
    const { status, headers } = await send(service(), sent);
    expect(status).toBe(200);
    expect(headers).not.toHaveProperty("mcp-session-id");
  });

  test("Last-Event-ID is ignored", async () => {
    const sent = withHeaders(listTools(), { "last-event-id": "7" });
    expect(await send(service(), sent)).toMatchObject({ status: 200 });
  });

  test("a method that does not exist gets -32601", async () => {
    const { json } = await send(service(), request("2025-11-25", "tools/destroy"));
    expect(json.error?.code).toBe(-32601);
  });

  test("equal ids of two clients do not meet", async () => {
    const answers = await Promise.all(
      Array.from({ length: 14 }, (_, at) => send(service(), at % 2 === 0 ? getCustomer() : listTools())),
    );
    answers.forEach(({ json }, at) => {
      expect(json.result).toHaveProperty(at % 2 === 0 ? "structuredContent" : "tools");
    });
  });
});
