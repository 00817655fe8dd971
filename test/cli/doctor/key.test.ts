import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { wholesaler } from "../../../src/sandbox/companies.ts";
import { startSandbox } from "../../../src/sandbox/index.ts";
import { ids, startUpstream } from "../../support/upstream.ts";
import { base64, doctor, key, quick, resultsOf, well } from "./run.ts";

const { companyId } = ids;
let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "doctor-"));
});
afterAll(() => rm(folder, { recursive: true }));

test("the sandbox passes all checks in order", async () => {
  const report = await doctor({}, { flags: ["--sandbox"] });
  expect(resultsOf(report)).toEqual(
    ["node", "installation", "key", "base_url", "ca", "dns", "tls", "clock", "api", "quota"].map(
      (name) => `${name}: ok`,
    ),
  );
  expect(report.of("quota")?.message).toBe("4999 of 5000 requests remain in today's quota.");
});

test("an old Node is a failure", async () => {
  const report = await doctor({}, { flags: ["--sandbox"], version: "20.18.3" });
  expect(report.of("node")).toMatchObject({ result: "failure", fix: "Install Node 20.19 or later." });
});

describe("the key", () => {
  const forms = [
    ["CODAT_API_KEY", key, "The key is in CODAT_API_KEY, raw."],
    ["CODAT_API_KEY", base64, "The key is in CODAT_API_KEY, as base64."],
    ["CODAT_API_KEY", `"${key}"`, "The key is in CODAT_API_KEY, raw."],
    ["CODAT_AUTH_HEADER", `Basic ${base64}`, "The key is in CODAT_AUTH_HEADER, as a “Basic …” header."],
  ] as const;
  test.each(forms)("in %s as %j is reported by its form", async (variable, value, message) => {
    await using upstream = await startUpstream(() => well());
    const report = await doctor({ ...upstream.environment, [variable]: value });
    expect(report.of("key")).toEqual({ name: "key", result: "ok", message });
    expect(report.ok).toBe(true);
  });

  test.each(["CODAT_API_KEY", "CODAT_AUTH_HEADER", "CODAT_API_KEY_FILE"])(
    "that is a placeholder in %s is a failure that says so",
    async (variable) => {
      const report = await doctor({
        CODAT_BASE_URL: "https://host.invalid",
        [variable]: "\u0024{input:codat-key}",
      });
      expect(report.of("key")).toMatchObject({
        result: "failure",
        message: `${variable} contains a placeholder that was never filled in, so no key is set.`,
        fix: expect.stringContaining("The operator must set CODAT_API_KEY"),
      });
      expect(report.printed).not.toContain("input:");
    },
  );

  test("is read from its file; a missing or empty file is a failure", async () => {
    await using upstream = await startUpstream(() => well());
    const [there, empty] = [join(folder, "key"), join(folder, "empty")];
    await Promise.all([writeFile(there, `${base64}\n`), writeFile(empty, "")]);
    const inFile = (file: string) => doctor({ ...upstream.environment, CODAT_API_KEY_FILE: file });
    expect((await inFile(there)).of("api")?.result).toBe("ok");
    for (const file of [empty, join(folder, "nowhere")]) {
      const report = await inFile(file);
      expect(report.of("key")).toMatchObject({ result: "failure" });
      expect(report.of("api")).toBeUndefined();
      expect(report.printed).not.toContain(folder);
    }
  });

  test("is what a program prints; a program that fails is a failure", async () => {
    await using upstream = await startUpstream(() => well());
    const printedBy = (script: string) =>
      doctor({
        ...upstream.environment,
        CODAT_API_KEY_COMMAND: JSON.stringify([process.execPath, "-e", script]),
      });
    const report = await printedBy(`console.log(${JSON.stringify(key)})`);
    expect(report.of("key")?.message).toBe("The program in CODAT_API_KEY_COMMAND printed a key.");
    expect(report.of("api")?.result).toBe("ok");
    const failed = await printedBy("process.exit(4)");
    expect(failed.of("key")).toMatchObject({
      result: "failure",
      message: "The program in CODAT_API_KEY_COMMAND ended with exit code 4.",
    });
    expect(failed.of("api")).toBeUndefined();
  });

  test("if rejected, is a failure that reports where to put another key", async () => {
    await using sandbox = await startSandbox();
    const report = await doctor({
      CODAT_BASE_URL: sandbox.baseUrl,
      CODAT_API_KEY: key,
      CODAT_COMPANY_IDS: wholesaler.id,
    });
    expect(report.of("api")).toMatchObject({
      result: "failure",
      message: expect.stringContaining("401"),
      fix: expect.stringContaining("into CODAT_API_KEY."),
    });
    expect(report.of("clock")?.result).toBe("ok");
    expect(report.of("company")).toBeUndefined();
    expect(report.of("not_checked")?.message).toContain("CODAT_COMPANY_IDS");
  });

  test("is never printed in any form, for any response", async () => {
    const echo = `no ${key}, ${base64}, ${encodeURIComponent(base64)}, Basic ${base64}`;
    for (const status of [400, 401, 403, 404, 418, 429, 500]) {
      await using upstream = await startUpstream(() => ({
        status,
        json: { error: echo, correlationId: "abc" },
      }));
      const pins = { CODAT_COMPANY_IDS: companyId };
      const { printed } = await doctor({ ...upstream.environment, ...quick, ...pins, CODAT_API_KEY: key });
      for (const form of [key, base64, base64.replace(/=+$/, ""), Buffer.from(key).toString("base64url")]) {
        expect(printed).not.toContain(form);
        expect(printed).not.toContain(encodeURIComponent(form));
      }
    }
  });
});
