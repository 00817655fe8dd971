import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ids, type Upstream } from "../../support/upstream.ts";
import { eras, getCustomer, listTools, request, withHeaders } from "./messages.ts";
import { everyMode, inModes } from "./modes.ts";
import { send } from "./send.ts";
import { type Service, startCodat, startService } from "./service.ts";

const withTokens = everyMode.filter(({ tokens }) => tokens);
const withoutTokens = everyMode.filter(({ tokens }) => !tokens);
const realm = 'Bearer realm="codat-customers-mcp"';

inModes(withTokens, ({ service, codat }) => {
  const tokenOf = () => service().credentials.authorization?.slice("Bearer ".length) ?? "";

  describe.each(eras)("%s:", (era) => {
    const opening = era === "2026-07-28" ? "server/discover" : "initialize";
    test.each([opening, "tools/list", "tools/call"])(
      "%s without a token gets 401, without an error",
      async (method) => {
        const sent = { ...request(era, method, { params: { name: "get_customer" } }), authenticates: false };
        const { status, headers, json } = await send(service(), sent);
        expect(status).toBe(401);
        expect(headers["www-authenticate"]).toBe(realm);
        expect(headers["cache-control"]).toContain("no-store");
        expect(json.error?.message).toContain("token");
      },
    );
  });

  test.each([
    ["an unknown token", () => "Bearer ccm_unknown"],
    ["another scheme", () => `Basic ${tokenOf()}`],
    ["a token without a scheme", () => tokenOf()],
    ["junk after the token", () => `Bearer ${tokenOf()} junk`],
    ["a token that is cut", () => `Bearer ${tokenOf().slice(0, -1)}`],
    ["a token with another case", () => `Bearer ${tokenOf().toUpperCase()}`],
    ["a scheme without a token", () => "Bearer"],
  ])("%s gets 401 with invalid_token", async (_, authorization) => {
    const sent = withHeaders(listTools(), { authorization: authorization() });
    const { status, headers } = await send(service(), sent);
    expect(status).toBe(401);
    expect(headers["www-authenticate"]).toBe(`${realm}, error="invalid_token"`);
  });

  test("more than one space after Bearer is accepted, and any case of it", async () => {
    const sent = withHeaders(listTools(), { authorization: `bEARER   ${tokenOf()}` });
    expect(await send(service(), sent)).toMatchObject({ status: 200 });
  });

  test("two Authorization headers get 400, with a good token, too", async () => {
    const authorization = [`Bearer ${tokenOf()}`, "Bearer other"];
    expect(await send(service(), withHeaders(listTools(), { authorization }))).toMatchObject({ status: 400 });
  });

  test("a token in the URL is not accepted", async () => {
    const sent = { ...listTools(), path: `/mcp?access_token=${tokenOf()}`, authenticates: false };
    expect(await send(service(), sent)).toMatchObject({ status: 401 });
  });

  test("a large body without a token gets 401, which the client can read", async () => {
    const sent = { body: "x".repeat(6_000_000), authenticates: false };
    expect(await send(service(), sent)).toMatchObject({ status: 401 });
  });

  test("a refused Origin gets 403, without a challenge", async () => {
    const sent = withHeaders({ ...listTools(), authenticates: false }, { origin: "https://evil.example" });
    const { status, headers } = await send(service(), sent);
    expect(status).toBe(403);
    expect(headers).not.toHaveProperty("www-authenticate");
  });

  test("the token stands in no log and reaches Codat in no request", async () => {
    expect(await send(service(), getCustomer())).toMatchObject({ status: 200 });
    expect(service().log()).not.toContain(tokenOf());
    expect(JSON.stringify(codat().requests)).not.toContain(tokenOf());
  });
});

inModes(withoutTokens, ({ service }) => {
  test("without an authenticator, a token is ignored", async () => {
    const sent = withHeaders(getCustomer(), { authorization: "Bearer whatever" });
    expect(await send(service(), sent)).toMatchObject({ status: 200 });
  });
});

describe("a key that Codat refuses", () => {
  let codat: Upstream;
  let service: Service;
  beforeAll(async () => {
    codat = await startCodat({ status: 401, json: { error: "Unauthorized", statusCode: 401 } });
    service = await startService({ tokens: true, environment: codat.environment });
  });
  afterAll(async () => {
    await service?.[Symbol.asyncDispose]();
    await codat?.[Symbol.asyncDispose]();
  });

  test("is an error of the tool, not a 401 that would make the client discard its token", async () => {
    const { status, json } = await send(service, getCustomer());
    expect(status).toBe(200);
    expect(json.result).toMatchObject({ isError: true });
    expect(JSON.stringify(json.result)).toContain("unauthorized");
    expect(codat.requests[0]?.url).toContain(ids.companyId);
  });
});
