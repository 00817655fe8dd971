import { describe, expect, test } from "vitest";
import { attachmentContentRoute, companiesRoute } from "../../src/codat/routes.ts";
import { redirectFaults, reply, well } from "../support/fault-answers.ts";
import { startFaultServer } from "../support/fault-server.ts";
import { authorization, clientOf, failure, getBytes, getJson, withDeadline } from "./setup.ts";

describe("a request", () => {
  test("is a GET with the base64 of only the key, without a colon or a user name", async () => {
    await using server = await startFaultServer();
    await getJson(clientOf(server));
    const [request] = server.requests;
    expect(request?.method).toBe("GET");
    expect(request?.path).toBe("/companies/c1/data/customers/A1D001");
    expect(request?.headers.authorization).toBe(authorization);
    expect(Buffer.from(authorization.slice(6), "base64").toString()).not.toContain(":");
    expect(request?.headers).toMatchObject({ accept: "application/json", "user-agent": "tests/1" });
  });

  test("for a download asks for an unencoded body", async () => {
    await using server = await startFaultServer();
    await getBytes(clientOf(server));
    expect(server.requests[0]?.method).toBe("GET");
    expect(server.requests[0]?.headers).toMatchObject({ accept: "*/*", "accept-encoding": "identity" });
  });

  test("is not sent before the first call", async () => {
    await using server = await startFaultServer();
    clientOf(server);
    expect(server.mostSockets).toBe(0);
  });

  test("is the same in every attempt", async () => {
    await using server = await startFaultServer([reply(503), reply(500), well]);
    await getJson(clientOf(server));
    const [first, second, third] = server.requests;
    expect(server.requests).toHaveLength(3);
    expect(second).toEqual(first);
    expect(third).toEqual(first);
  });

  test("encodes a query once, with spaces as %20, and omits undefined parameters", async () => {
    await using server = await startFaultServer();
    const query = { page: 1, query: "customerName~a+b & {c}", orderBy: undefined };
    await withDeadline(clientOf(server), (codat) => codat.json(companiesRoute, query));
    expect(server.requests[0]?.path).toBe("/companies?page=1&query=customerName~a%2Bb%20%26%20%7Bc%7D");
  });

  test("keeps the path of the base URL before every route", async () => {
    await using server = await startFaultServer();
    await getJson(clientOf({ baseUrl: new URL("/proxy/codat/", server.baseUrl) }));
    expect(server.requests[0]?.path).toBe("/proxy/codat/companies/c1/data/customers/A1D001");
  });

  test("keeps ids that look like paths within their segment", async () => {
    await using server = await startFaultServer();
    const ids = { companyId: "a;/admin", connectionId: "%2e%41", customerId: "a/b", attachmentId: "x;y&z" };
    await getJson(clientOf(server), {}, attachmentContentRoute(ids));
    expect(server.requests[0]?.path).toBe(
      "/companies/a%3B%2Fadmin/connections/%252e%2541/data/customers/a%2Fb/attachments/x%3By%26z/download",
    );
  });
});

describe("redirects", () => {
  const kinds = Object.keys(redirectFaults(""));

  test.each(kinds)("a %s is not followed, for a record or a download", async (name) => {
    await using other = await startFaultServer();
    const fault = redirectFaults(other.baseUrl.origin)[name];
    await using server = await startFaultServer(fault);
    const client = clientOf(server);
    for (const call of [getJson(client), getBytes(client)]) {
      const error = await failure(call);
      expect(error).toMatchObject({ kind: "redirect", attemptsInCall: 1, retryable: false });
      expect(error.message).toBe(
        `Codat returned ${name.slice(0, 3)}, a redirect. This server never follows redirects.`,
      );
    }
    expect(server.requests).toHaveLength(2);
    expect(other.mostSockets).toBe(0);
  });
});
