import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startChild } from "../../support/child.ts";
import { uncaughtFaults } from "../../support/fault-answers.ts";
import { startFaultServer } from "../../support/fault-server.ts";
import { certificateFile, startTlsUpstream } from "../../support/tls-upstream.ts";
import { key, quick } from "./run.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "doctor-"));
});
afterAll(() => rm(folder, { recursive: true }));

describe("the built program", () => {
  test("prints a line for each check of the sandbox and exits with 0", async () => {
    await using child = startChild({}, { flags: ["doctor", "--sandbox"] });
    expect(await child.exited).toBe(0);
    const lines = child.stdout().trimEnd().split("\n");
    expect(lines.length).toBeGreaterThan(8);
    for (const line of lines) expect(line).toMatch(/^ok {7}\S.*\.$/);
    expect(child.stdout()).toContain("sandbox");
    expect(child.stderr()).toBe("");
  });

  test("explains how to set a missing key and exits with 1", async () => {
    await using child = startChild(
      { CODAT_BASE_URL: "https://host.invalid", CODAT_NONSENSE: "1" },
      { flags: ["doctor"] },
    );
    expect(await child.exited).toBe(1);
    expect(child.stdout()).toMatch(/^failure {2}No Codat API key is set.*\n {9}Fix: .*CODAT_API_KEY/m);
    expect(child.stderr()).toContain("CODAT_NONSENSE is not a setting");
  });

  test("prints one JSON object with --json", async () => {
    await using child = startChild({}, { flags: ["doctor", "--sandbox", "--json"] });
    expect(await child.exited).toBe(0);
    expect(child.stdout()).toMatch(/^[^\n]+\n$/);
    expect(JSON.parse(child.stdout())).toMatchObject({ ok: true, checks: expect.any(Array) });
  });

  test("works over TLS with a certificate in NODE_EXTRA_CA_CERTS", async () => {
    await using upstream = await startTlsUpstream("valid");
    const environment = {
      ...upstream.environment,
      CODAT_API_KEY: key,
      NODE_EXTRA_CA_CERTS: certificateFile("valid"),
    };
    await using child = startChild(environment, { flags: ["doctor"] });
    expect(await child.exited).toBe(0);
    expect(child.stdout()).toMatch(
      /^ok {7}TLS works \(TLSv1\.\d\); the certificate is valid until 2120-01-01\.$/m,
    );
    expect(child.stdout()).toContain("Codat accepts the key.");
  });

  test("survives a response that makes fetch throw an uncaught error", async () => {
    await using upstream = await startFaultServer(uncaughtFaults["30 stacked encodings of 18 KB"]);
    const environment = { ...upstream.environment, ...quick, CODAT_API_KEY: key, CODAT_DOWNLOAD_DIR: folder };
    await using child = startChild({ ...environment, CODAT_TIMEOUT_MS: "500" }, { flags: ["doctor"] });
    expect(await child.exited).toBe(1);
    expect(child.stdout()).toMatch(/^ok {7}The directory in CODAT_DOWNLOAD_DIR is writable\.$/m);
  });

  test("reports an expired certificate", async () => {
    await using upstream = await startTlsUpstream("expired");
    const environment = {
      ...upstream.environment,
      CODAT_API_KEY: key,
      NODE_EXTRA_CA_CERTS: certificateFile("expired"),
    };
    await using child = startChild(environment, { flags: ["doctor"] });
    expect(await child.exited).toBe(1);
    expect(child.stdout()).toMatch(
      /^failure {2}The certificate of localhost has expired \(CERT_HAS_EXPIRED\)\.$/m,
    );
  });

  test("reports a certificate for another host name", async () => {
    await using upstream = await startTlsUpstream("valid");
    const environment = {
      CODAT_BASE_URL: `https://127.0.0.1:${upstream.port}`,
      CODAT_API_KEY: key,
      NODE_EXTRA_CA_CERTS: certificateFile("valid"),
    };
    await using child = startChild(environment, { flags: ["doctor"] });
    expect(await child.exited).toBe(1);
    expect(child.stdout()).toContain("is for another host name (ERR_TLS_CERT_ALTNAME_INVALID)");
  });
});
