import { describe, expect, test } from "vitest";
import { startUpstream } from "../../support/upstream.ts";
import { doctor, key, quick, resultsOf, well } from "./run.ts";

describe("a proxy", () => {
  const secret = "http://user:secret@proxy.example:3128";
  test.each<[string, Record<string, string>, RegExp]>([
    [
      "is reported only by host and port",
      { HTTPS_PROXY: secret },
      /^HTTPS_PROXY sets a proxy at proxy\.example:3128, and requests go through it\./,
    ],
    [
      "in a lowercase variable",
      { https_proxy: "proxy.example" },
      /^https_proxy sets a proxy at proxy\.example, and/,
    ],
    [
      "without a scheme, with a port",
      { HTTPS_PROXY: "user:secret@localhost:3128" },
      /^HTTPS_PROXY sets a proxy at localhost:3128, and requests go through it\./,
    ],
    [
      "for http is also used for https",
      { HTTP_PROXY: secret },
      /^HTTP_PROXY sets a proxy at proxy\.example:3128, and/,
    ],
    [
      "that NO_PROXY exempts",
      { HTTPS_PROXY: secret, no_proxy: "10.0.0.1, host.invalid" },
      /NO_PROXY exempts host\.invalid/,
    ],
    [
      "with a NO_PROXY entry for another port is used",
      { HTTPS_PROXY: secret, NO_PROXY: "host.invalid:9" },
      /go through it/,
    ],
    ["that is empty", { HTTPS_PROXY: "" }, /^No proxy is set/],
  ])("%s", async (_, environment, message) => {
    const report = await doctor({
      ...quick,
      CODAT_API_KEY: key,
      CODAT_BASE_URL: "https://host.invalid",
      ...environment,
    });
    expect(report.of("proxy")).toMatchObject({ result: "ok", message: expect.stringMatching(message) });
    expect(report.printed).not.toMatch(/secret|user/);
    // Behind a proxy, doctor neither resolves the host nor opens TLS itself.
    const isUsed = report.of("proxy")?.message.includes("go through it");
    expect(report.of("dns") === undefined).toBe(isUsed);
  });

  test("with an invalid address is a failure, and nothing else is checked", async () => {
    const proxy = "http://user:99999/secret@proxy.example";
    const report = await doctor({ CODAT_API_KEY: key, HTTPS_PROXY: proxy });
    expect(report.of("proxy")).toMatchObject({
      result: "failure",
      fix: expect.stringContaining("http://proxy.example:3128"),
    });
    expect(resultsOf(report)).toEqual([
      "node: ok",
      "installation: ok",
      "proxy: failure",
      "not_checked: warning",
    ]);
    expect(report.printed).not.toMatch(/secret|user:/);
  });

  test("for this machine is a warning, except with the sandbox", async () => {
    await using upstream = await startUpstream(() => well());
    const environment = { ...quick, CODAT_API_KEY: key, HTTP_PROXY: "http://127.0.0.1:9" };
    const report = await doctor({ ...upstream.environment, ...environment });
    expect(report.of("proxy")).toMatchObject({ result: "warning", fix: "Add 127.0.0.1 to NO_PROXY." });
    expect((await doctor(environment, { flags: ["--sandbox"] })).ok).toBe(true);
  });
});
