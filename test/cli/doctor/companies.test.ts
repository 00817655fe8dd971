import { describe, expect, test } from "vitest";
import { bakery, studio, wholesaler } from "../../../src/sandbox/companies.ts";
import { startSandbox } from "../../../src/sandbox/index.ts";
import { doctor, resultsOf } from "./run.ts";

describe("the companies in CODAT_COMPANY_IDS", () => {
  const restricted = (...companyIds: string[]) =>
    doctor({ CODAT_COMPANY_IDS: companyIds.join(",") }, { flags: ["--sandbox"] });

  test("are found with their connections and customers, without their names", async () => {
    const report = await restricted(wholesaler.id);
    expect(resultsOf(report).slice(-3)).toEqual(["company: ok", "connections: ok", "customers: ok"]);
    expect(report.of("connections")?.message).toContain(
      `${wholesaler.connectionId}, Xero, Accounting, Linked`,
    );
    expect(report.of("connections")?.message).toContain(", TrueLayer, Banking, Linked");
    expect(report.printed).not.toContain(wholesaler.name);
    expect(report.printed).not.toMatch(/link\.codat|redirect/i);
  });

  test("with a ledger that is no longer linked are a warning with the fix", async () => {
    const report = await restricted(studio.id);
    expect(report.of("connections")).toMatchObject({
      result: "warning",
      message: expect.stringContaining("Deauthorized"),
      fix: expect.stringMatching(/^The borrower must link the ledger again/),
    });
    expect(report.of("customers")).toMatchObject({
      result: "warning",
      message: expect.stringContaining("AuthError"),
    });
    expect(report.ok).toBe(true);
  });

  test("never synced are a warning with a fix", async () => {
    const report = await restricted(bakery.id);
    expect(report.of("customers")).toMatchObject({
      result: "warning",
      message: expect.stringContaining("never synced"),
      fix: expect.stringContaining("start a sync"),
    });
  });

  test("that Codat does not know are a failure, although the key is accepted", async () => {
    const report = await restricted("c0000000-0000-4000-8000-00000000dead");
    expect(resultsOf(report).slice(-3)).toEqual(["api: ok", "quota: ok", "company: failure"]);
    expect(report.of("company")).toMatchObject({ fix: expect.stringContaining("CODAT_COMPANY_IDS") });
  });

  test("are the only companies requested, by GET, with each list of connections once", async () => {
    await using sandbox = await startSandbox();
    const companyIds = [wholesaler.id, bakery.id];
    await doctor({
      CODAT_BASE_URL: sandbox.baseUrl,
      CODAT_API_KEY: sandbox.apiKey,
      CODAT_COMPANY_IDS: companyIds.join(","),
    });
    const paths = sandbox.requests.map(({ method, url }) => `${method} ${url.split("?")[0]}`);
    expect(new Set(paths)).toEqual(
      new Set(
        companyIds.flatMap((id) =>
          ["", "/connections", "/dataStatus"].map((end) => `GET /companies/${id}${end}`),
        ),
      ),
    );
    expect(paths.filter((path) => path.endsWith("/connections"))).toHaveLength(2);
  });
});
