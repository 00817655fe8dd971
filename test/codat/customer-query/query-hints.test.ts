import { expect, test } from "vitest";
import { queryHints } from "../../../src/codat/customer-query/query-hints.ts";
import { cpuMs } from "../../support/cpu-time.ts";

test.each([
  ["status==Active", "Write e.g. `status=Active`."],
  ["sourceModifiedDate=>2026-01-31", "The operators are = != ~ > < >= <=."],
  ["isDeleted=true", "did you mean metadata.isDeleted?"],
  ["(status=Active || status=Archived) && id=1", "Group conditions with { }, not with parentheses."],
  ["status!=Active,Archived", "`{ status!=Active && status!=Archived }`"],
  ["contacts.email=a@b.example", "`contacts.email` cannot be queried."],
])("%s gets a hint about what may be wrong in it", (query, hint) => {
  expect(queryHints(query).join(" ")).toContain(hint);
});

test.each(["emailAddress~@a.example", "customerName~Smith (Leeds) Ltd", "phone>1", "   "])(
  "%s gets none",
  (query) => {
    expect(queryHints(query)).toEqual([]);
  },
);

test("the longest query takes no time", () => {
  const longest = [
    "a=".padEnd(2047, " "),
    `customerName=${"a ".repeat(1000)}`,
    "a&&".repeat(680),
    "(".repeat(2047),
  ];
  expect(cpuMs(() => longest.map((query) => queryHints(query)))).toBeLessThan(1000);
});
