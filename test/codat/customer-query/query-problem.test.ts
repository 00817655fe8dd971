import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { queryProblem } from "../../../src/codat/customer-query/query-problem.ts";
import { cpuMs } from "../../support/cpu-time.ts";

describe("a clear mistake is named with the right form", () => {
  test.each([
    ["sourceModifiedDate>=01/06/2026", "not a valid ISO date"],
    ["modifiedDate<June 2026", "not a valid ISO date"],
    ["MODIFIEDDATE<2026-6-1", "`modifiedDate>=2026-01-31`"],
    ["modifiedDate=2026-02-30", "not a valid ISO date"],
    ["modifiedDate>2026-01-31T25:00", "not a valid ISO date"],
    ["modifiedDate>2026-01-31 10:00", "not a valid ISO date"],
    ["modifiedDate>yesterday", "not a valid ISO date"],
    ['status="Active"', "Write `status=Active`"],
    ["customerName~'Bed'", "Write `customerName~Bed`"],
    ["status=“Active”", "Write `status=Active`"],
    ['metadata.isDeleted!=true && { customerName = "Acme Ltd" }', "Write `customerName=Acme Ltd`"],
    ["status=Active AND metadata.isDeleted!=true", "Write &&"],
    ["status=Active or status = Archived", "Write ||"],
    ["customerName~Bed and Breakfast AND status=Active", "Write &&"],
    ["modifiedDate~2026", "modifiedDate with ~"],
    ["metadata.isDeleted~t", "metadata.isDeleted with ~"],
    ["metadata.isDeleted>false", "metadata.isDeleted with >"],
    ["status>=Active", "status with >="],
  ])("%s", (query, expected) => {
    expect(queryProblem(query)).toContain(expected);
  });
});

describe("what Codat decides is left to Codat", () => {
  test.each([
    "",
    "status=Active",
    "status=active",
    "status=Active,Archived",
    "status~Act",
    "customerName~Bed AND Breakfast",
    "customerName~Bed AND size=large",
    "customerName~contacts",
    'customerName~12" pipe',
    "customerName~O'Brien",
    'customerName="Acme" Ltd',
    "modifiedDate>2026",
    "modifiedDate>2026-01",
    "modifiedDate>=2026-01-31",
    "modifiedDate>=2026-01-31T10:00",
    "modifiedDate>=2026-01-31T10:00:00.1234567Z",
    "modifiedDate>=2026-01-31T10:00:00+0100",
    "madeUpDate>=01/06/2026",
    "status==Active",
    "status",
    "{ status=Active || status=Archived } && metadata.isDeleted!=true",
  ])("%s", (query) => {
    expect(queryProblem(query)).toBeUndefined();
  });
});

test("any text gets an answer, in linear time", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 300 }), (query) => void queryProblem(query)),
  );
  for (const piece of [" and", "=", "a=", "'", "{", "status=x AND ", "and status "]) {
    const query = `status=${piece.repeat(Math.ceil(2047 / piece.length))}`;
    expect(cpuMs(() => queryProblem(query))).toBeLessThan(1000);
  }
});
