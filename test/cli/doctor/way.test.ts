import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { silence } from "../../support/fault-answers.ts";
import { startFaultServer } from "../../support/fault-server.ts";
import { startTlsUpstream } from "../../support/tls-upstream.ts";
import { ids, startUpstream } from "../../support/upstream.ts";
import { doctor, key, quick, resultsOf, well } from "./run.ts";

const { companyId } = ids;
let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "doctor-"));
});
afterAll(() => rm(folder, { recursive: true }));

describe("the connection to Codat", () => {
  test("a closed port fails only the API check, and later checks are skipped", async () => {
    const gone = await startUpstream(() => well());
    await gone[Symbol.asyncDispose]();
    const report = await doctor({
      ...gone.environment,
      ...quick,
      CODAT_API_KEY: key,
      CODAT_COMPANY_IDS: companyId,
    });
    expect(resultsOf(report).slice(-3)).toEqual(["tls: ok", "api: failure", "not_checked: warning"]);
    expect(report.of("api")).toMatchObject({
      message: expect.stringContaining("ECONNREFUSED"),
      fix: expect.stringContaining("base URL"),
    });
    expect(report.of("clock")).toBeUndefined();
  });

  test("an unknown host is a failure, and later checks are skipped", async () => {
    const report = await doctor({ CODAT_API_KEY: key, CODAT_BASE_URL: "https://host.invalid" });
    expect(resultsOf(report).slice(-2)).toEqual(["dns: failure", "not_checked: warning"]);
  });

  test("a certificate from an unknown CA refers to NODE_EXTRA_CA_CERTS", async () => {
    await using upstream = await startTlsUpstream("valid");
    const report = await doctor({ ...upstream.environment, CODAT_API_KEY: key });
    expect(report.of("tls")).toMatchObject({
      result: "failure",
      message: expect.stringContaining("DEPTH_ZERO_SELF_SIGNED_CERT"),
      fix: expect.stringContaining("NODE_EXTRA_CA_CERTS"),
    });
    expect(report.of("api")).toBeUndefined();
  });

  test("a stalled handshake ends at the timeout", async () => {
    await using server = await startFaultServer(silence);
    const base = { CODAT_API_KEY: key, CODAT_BASE_URL: `https://127.0.0.1:${server.baseUrl.port}` };
    const report = await doctor({ ...base, CODAT_TIMEOUT_MS: "200" });
    expect(report.of("tls")).toMatchObject({
      result: "failure",
      message: "The TLS handshake did not finish within 0.2 s.",
    });
    await expect.poll(() => server.sockets).toBe(0);
  });

  test("an API that never responds ends at the deadline", async () => {
    await using server = await startFaultServer(silence);
    const limits = { CODAT_TIMEOUT_MS: "60000", CODAT_DEADLINE_MS: "300", CODAT_COMPANY_IDS: companyId };
    const report = await doctor({ ...server.environment, ...limits, CODAT_API_KEY: key });
    expect(report.of("api")).toMatchObject({ result: "failure", message: expect.stringContaining("0.3 s") });
  });

  test("a server that is not Codat refers to the base URL", async () => {
    await using upstream = await startUpstream(() => ({ status: 404, body: "<h1>nothing here</h1>" }));
    for (const companyIds of ["all", companyId]) {
      const report = await doctor({
        ...upstream.environment,
        CODAT_COMPANY_IDS: companyIds,
        CODAT_API_KEY: key,
      });
      expect(report.of("api")).toMatchObject({
        result: "failure",
        fix: expect.stringContaining("CODAT_BASE_URL"),
      });
    }
  });

  test("disabled certificate verification is a warning if the server can start with it", async () => {
    const report = await doctor({ NODE_TLS_REJECT_UNAUTHORIZED: "0" }, { flags: ["--sandbox"] });
    expect(report.of("tls_verification")).toMatchObject({ result: "warning" });
  });

  test.each([
    ["nowhere.pem", undefined, "cannot be read (ENOENT)"],
    ["text.pem", "This is text.", "has no PEM certificate"],
  ])("certificates in %s are a warning", async (name, content, problem) => {
    const file = join(folder, name);
    if (content) await writeFile(file, content);
    const report = await doctor({ NODE_EXTRA_CA_CERTS: file }, { flags: ["--sandbox"] });
    expect(report.of("ca")).toMatchObject({ result: "warning", message: expect.stringContaining(problem) });
    expect(report.ok).toBe(true);
    expect(report.printed).not.toContain(folder);
  });
});
