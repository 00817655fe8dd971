import { describe, expect, test } from "vitest";
import { bakery, studio, wholesaler } from "../../../src/sandbox/companies.ts";
import { startSandbox } from "../../../src/sandbox/index.ts";
import { idIn, startUpstream } from "../../support/upstream.ts";
import { doctor, key, resultsOf } from "./run.ts";

describe("the companies in CODAT_COMPANY_IDS", () => {
  const restricted = (...companyIds: string[]) =>
    doctor({ CODAT_COMPANY_IDS: companyIds.join(",") }, { flags: ["--sandbox"] });

  test("are found by name, with their connections and customers", async () => {
    const report = await restricted(wholesaler.id);
    expect(resultsOf(report).slice(-3)).toEqual(["company: ok", "connections: ok", "customers: ok"]);
    expect(report.of("connections")?.message).toContain(
      `${wholesaler.connectionId}, Xero, Accounting, Linked`,
    );
    expect(report.of("connections")?.message).toContain(", TrueLayer, Banking, Linked");
    expect(report.of("company")?.message).toBe(
      `Company ${wholesaler.id} (“${wholesaler.name}”) exists in Codat.`,
    );
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

  test("whose names look like doctor's own lines, or have the form of a masked value, are quoted safely", async () => {
    const names = ["Evil\nok       All is well\u202e", "ann@harbour.example", "  ", 7];
    for (const name of names) {
      await using upstream = await startUpstream((url) => ({ json: { id: idIn(url), name } }));
      const environment = { ...upstream.environment, CODAT_API_KEY: key, CODAT_MASK: "email" };
      const { printed, of } = await doctor({ ...environment, CODAT_COMPANY_IDS: wholesaler.id });
      expect(of("company")?.message).toMatch(/^Company \S+ (?:\(“[^\n\u202e]+”\) )?exists in Codat\.$/);
      expect(printed).not.toContain("ann@");
    }
  });

  test("whose customers the key may not read are a failure that names the causes", async () => {
    const synced = { customers: { currentStatus: "Complete", lastSuccessfulSync: "2026-01-01T00:00:00Z" } };
    await using upstream = await startUpstream((url) => {
      if (url.includes("/data/customers"))
        return { status: 403, json: { error: "No.", service: "PublicApi" } };
      return { json: url.endsWith("/dataStatus") ? synced : { id: idIn(url), name: "Harbour" } };
    });
    const environment = { ...upstream.environment, CODAT_API_KEY: key };
    const report = await doctor({ ...environment, CODAT_COMPANY_IDS: wholesaler.id });
    expect(report.of("customers")).toMatchObject({
      result: "failure",
      message: expect.stringContaining("Codat returned 403: `No.`."),
      fix: expect.stringMatching(/^One of three things is wrong\. The API key .* plan .* scope/),
    });
    expect(report.ok).toBe(false);
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
        companyIds
          .flatMap((id) => ["", "/connections", "/dataStatus"].map((end) => `GET /companies/${id}${end}`))
          .concat(`GET /companies/${wholesaler.id}/data/customers`),
      ),
    );
    expect(paths.filter((path) => path.endsWith("/connections"))).toHaveLength(2);
  });
});
