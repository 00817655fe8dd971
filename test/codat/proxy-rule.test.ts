import { describe, expect, test } from "vitest";
import { wayTo } from "../../src/codat/proxy-rule.ts";
import { proxiesIn } from "../../src/settings/proxies.ts";

const proxy = "http://proxy.example:3128";
const isProxied = (url: string, environment: Record<string, string>) =>
  wayTo(new URL(url), proxiesIn(environment)).through !== undefined;

describe("NO_PROXY exempts what undici's EnvHttpProxyAgent exempts", () => {
  test.each([
    ["codat.io", "https://api.codat.io", false],
    ["codat.io", "https://codat.io", false],
    ["codat.io", "https://notcodat.io", true],
    ["codat.io:443", "https://api.codat.io", false],
    ["codat.io:8443", "https://api.codat.io", true],
    ["codat.io:8443", "https://api.codat.io:8443", false],
    [".codat.io", "https://codat.io", false],
    ["*.codat.io", "https://api.codat.io", false],
    ["*codat.io", "https://api.codat.io", true],
    ["API.CODAT.IO", "https://api.codat.io", false],
    ["example.com, api.codat.io", "https://api.codat.io", false],
    ["example.com api.codat.io", "https://api.codat.io", false],
    ["*", "https://api.codat.io", false],
    ["example.com,*", "https://api.codat.io", true],
    ["", "https://api.codat.io", true],
  ])("%s: %s is proxied: %s", (noProxy, url, expected) => {
    expect(isProxied(url, { HTTPS_PROXY: proxy, NO_PROXY: noProxy })).toBe(expected);
  });
});

test.each([
  [{}, "https://api.codat.io", undefined],
  [{ HTTP_PROXY: proxy }, "https://api.codat.io", "HTTP_PROXY"],
  [{ HTTP_PROXY: proxy, HTTPS_PROXY: proxy }, "https://api.codat.io", "HTTPS_PROXY"],
  [{ https_proxy: proxy, HTTPS_PROXY: "http://other.example" }, "https://api.codat.io", "https_proxy"],
  [{ HTTPS_PROXY: " " }, "https://api.codat.io", undefined],
  [{ HTTPS_PROXY: proxy }, "http://localhost:8080", undefined],
  [{ HTTP_PROXY: proxy }, "http://localhost:8080", undefined],
  [{ HTTP_PROXY: "127.0.0.1:3128" }, "http://localhost:8080", "HTTP_PROXY"],
])("with %j, %s goes through %s", (environment, url, variable) => {
  expect(wayTo(new URL(url), proxiesIn(environment)).through?.variable).toBe(variable);
});

test("an address without a scheme is an http address", () => {
  expect(proxiesIn({ HTTPS_PROXY: "proxy.example:3128" }).https?.address).toBe(proxy);
});
