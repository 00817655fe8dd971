import { describe, expect, test } from "vitest";
import { readCommand } from "../../src/cli/command.ts";
import { call, opening, startChild } from "../support/child.ts";
import { startProxy } from "../support/proxy.ts";
import { certificateFile, startTlsUpstream } from "../support/tls-upstream.ts";
import { ids, startUpstream } from "../support/upstream.ts";

const { companyId, customerId } = ids;
const key = { CODAT_API_KEY: "a-key-for-tests-only-0123456789", CODAT_RETRY_STRATEGY: "none" };
const trusting = { NODE_EXTRA_CA_CERTS: certificateFile("valid") };

/** Starts the built server with these variables and makes one call. Returns the response and all output. */
async function callThrough(
  environment: Record<string, string>,
): Promise<{ text: string; isError: boolean; all: string }> {
  await using child = startChild({ ...key, ...environment });
  child.send(...opening, call(2, "get_customer", { companyId, customerId }));
  const answer = JSON.stringify(await child.answer(2));
  return { text: answer, isError: answer.includes('"isError":true'), all: child.stdout() + child.stderr() };
}

describe("a proxy in the environment", () => {
  test.each(["HTTPS_PROXY", "https_proxy", "HTTP_PROXY"])(
    "is used, with TLS inside its tunnel (%s)",
    async (name) => {
      await using upstream = await startTlsUpstream("valid");
      await using proxy = await startProxy();
      const { isError } = await callThrough({ ...upstream.environment, ...trusting, [name]: proxy.url });
      expect(isError).toBe(false);
      expect(proxy.tunnels.map(({ target }) => target)).toEqual([`localhost:${upstream.port}`]);
      expect(proxy.tunnels[0]?.headers).not.toHaveProperty("authorization");
    },
  );

  test("receives its user and password, which appear nowhere else", async () => {
    await using upstream = await startTlsUpstream("valid");
    await using proxy = await startProxy();
    const url = `http://jo:pass-word@127.0.0.1:${proxy.port}`;
    const { isError, all } = await callThrough({ ...upstream.environment, ...trusting, HTTPS_PROXY: url });
    expect(isError).toBe(false);
    const basic = Buffer.from("jo:pass-word").toString("base64");
    expect(proxy.tunnels[0]?.headers["proxy-authorization"]).toBe(`Basic ${basic}`);
    expect(all).not.toMatch(new RegExp(`pass-word|${basic}`));
  });

  test.each(["localhost", "*", "example.com,localhost"])(
    "is not used if NO_PROXY matches (%s)",
    async (noProxy) => {
      await using upstream = await startTlsUpstream("valid");
      await using proxy = await startProxy();
      const { isError } = await callThrough({
        ...upstream.environment,
        ...trusting,
        HTTPS_PROXY: proxy.url,
        NO_PROXY: noProxy,
      });
      expect(isError).toBe(false);
      expect(proxy.tunnels).toEqual([]);
    },
  );

  test("does not make an untrusted certificate trusted", async () => {
    await using upstream = await startTlsUpstream("valid");
    await using proxy = await startProxy();
    const { text } = await callThrough({ ...upstream.environment, HTTPS_PROXY: proxy.url });
    expect(text).toContain("The TLS connection to Codat failed");
  });

  test.each([407, 403, 502])("that returns %i is reported with its status", async (status) => {
    await using proxy = await startProxy(status);
    const { text, all } = await callThrough({
      CODAT_BASE_URL: "https://api.codat.invalid",
      HTTPS_PROXY: proxy.url,
    });
    expect(text).toContain(`The proxy returned ${status}`);
    expect(all).not.toMatch(/127\.0\.0\.1|\.mjs:/);
  });

  test("that is not running is reported as a refused connection", async () => {
    const { url, [Symbol.asyncDispose]: end } = await startProxy();
    await end();
    const { text } = await callThrough({ CODAT_BASE_URL: "https://api.codat.invalid", HTTPS_PROXY: url });
    expect(text).toContain("was refused (ECONNREFUSED)");
  });

  test.each(["not a proxy", "http://a b:1", "http://proxy:99999"])(
    "with an invalid address is a configuration error: %s",
    async (url) => {
      const { text, all } = await callThrough({
        CODAT_BASE_URL: "https://api.codat.invalid",
        HTTPS_PROXY: url,
      });
      expect(text).toContain("is not a valid proxy address, so no request was sent to Codat");
      expect(all).not.toContain(url);
    },
  );

  test("on another machine is never used for loopback", async () => {
    await using upstream = await startUpstream(() => ({ json: { id: customerId } }));
    const { isError } = await callThrough({
      ...upstream.environment,
      HTTP_PROXY: "http://proxy.invalid:3128",
    });
    expect(isError).toBe(false);
  });

  test("is not used for the embedded sandbox", async () => {
    await using proxy = await startProxy();
    const { text } = await callThrough({
      CODAT_SANDBOX: "true",
      HTTP_PROXY: proxy.url,
      HTTPS_PROXY: proxy.url,
    });
    expect(text).toContain("No company was found");
    expect(proxy.tunnels).toEqual([]);
  });
});

test("without a proxy, calls still work", async () => {
  await using upstream = await startUpstream(() => ({ json: { id: customerId } }));
  expect((await callThrough({ ...upstream.environment, NO_PROXY: "x", HTTPS_PROXY: "" })).isError).toBe(
    false,
  );
});

describe("NODE_TLS_REJECT_UNAUTHORIZED=0", () => {
  const off = { NODE_TLS_REJECT_UNAUTHORIZED: "0" };
  test.each([{}, { CODAT_BASE_URL: "https://api.codat.example" }])("stops startup (%j)", (environment) => {
    expect(() => readCommand([], { ...environment, ...off })).toThrow(
      /^NODE_TLS_REJECT_UNAUTHORIZED=0 must not be set/,
    );
  });

  test.each([
    { CODAT_BASE_URL: "https://localhost:1" },
    { CODAT_BASE_URL: "https://[::1]" },
    { CODAT_SANDBOX: "1" },
  ])("is allowed if no request leaves this machine (%j)", (environment) => {
    expect(readCommand([], { ...environment, ...off })).toMatchObject({ name: "serve" });
  });
});
