import { expect, test } from "vitest";
import { readCommand } from "../../../src/cli/command.ts";
import { type Caller, isRefusal } from "../../../src/http/callers/caller.ts";
import { settingsFor } from "../../../src/http/callers/settings-for.ts";

const [a, b, c] = [
  "8a210b68-6988-11ed-a1eb-0242ac120002",
  "2e9d2c44-f675-40ba-8049-353bfcb5e171",
  "13d946f0-c5d5-42bc-b092-97ece17923ab",
];

/** What is left of the settings for a caller and a query, or the status and sentence of the refusal. */
function left(environment: Record<string, string>, caller: Omit<Caller, "name">, query = "") {
  const command = readCommand(["http"], environment);
  if (command.name !== "http") throw new Error("This is not the command http.");
  const url = new URL(`http://in.process/mcp${query}`);
  const settings = settingsFor(command.settings, { name: "caller", ...caller }, url);
  if (isRefusal(settings)) return `${settings.status} ${settings.message}`;
  const { companyIds, toolsets, mask } = settings;
  return { companyIds, toolsets: toolsets.join(), mask: mask.join() };
}

const all = { companies: "all" as const };
const everything = { CODAT_TOOLSETS: "customers,companies,analysis" };

test("settings, token and URL each narrow what the one before allows", () => {
  const environment = { ...everything, CODAT_COMPANY_IDS: `${a},${b}`, CODAT_MASK: "email" };
  expect(left(environment, all)).toEqual({
    companyIds: [a, b],
    toolsets: "customers,companies,analysis",
    mask: "email",
  });
  const caller: Omit<Caller, "name"> = {
    companies: [b, c],
    toolsets: ["customers", "companies"],
    mask: ["phone"],
  };
  expect(left(environment, caller)).toEqual({
    companyIds: [b],
    toolsets: "customers,companies",
    mask: "email,phone",
  });
  expect(left(environment, caller, `?toolsets=companies&companies=${b.toUpperCase()}`)).toEqual({
    companyIds: [b],
    toolsets: "companies",
    mask: "email,phone",
  });
  expect(left({}, all, `?companies=${a},${b}`)).toMatchObject({ companyIds: [b, a] });
  expect(left({}, all, `?companies=${a}%2C%20${b}`)).toMatchObject({ companyIds: [b, a] });
  expect(left({}, { companies: [a] }, "?")).toMatchObject({ companyIds: [a] });
});

test("a company or toolset outside the grant is 403 and named, with what does not list it", () => {
  expect(left({ CODAT_COMPANY_IDS: a }, all, `?companies=${a},${b}`)).toBe(
    `403 The URL asks for company ${b}, which CODAT_COMPANY_IDS does not list.`,
  );
  expect(left({}, { companies: [a] }, `?companies=${b}`)).toBe(
    `403 The URL asks for company ${b}, which the caller's token does not list.`,
  );
  expect(left({}, all, "?toolsets=analysis")).toBe(
    "403 The URL asks for the toolset analysis, which CODAT_TOOLSETS does not list.",
  );
  expect(left(everything, { ...all, toolsets: ["customers"] }, "?toolsets=customers,analysis")).toBe(
    "403 The URL asks for the toolset analysis, which the caller's token does not list.",
  );
});

test("a grant with nothing left is 403", () => {
  expect(left({ CODAT_COMPANY_IDS: a }, { companies: [b] })).toBe(
    "403 No company is in both CODAT_COMPANY_IDS and the caller's token. The operator must change one of them.",
  );
  expect(left({}, { ...all, toolsets: ["analysis"] })).toContain("403 No toolset is in both");
});

test.each([
  ["an unknown parameter", "?company=x", "the parameter company that"],
  ["a parameter in capitals", "?Companies=x", "the parameter Companies that"],
  ["a token", "?access_token=ccm_secret", "the parameter access_token that"],
  ["a token as a name", `?ccm_${"s".repeat(43)}`, "a parameter that"],
  ["an empty name", "?=x", "a parameter that"],
  ["companies twice", `?companies=${a}&companies=${a}`, "companies more than once"],
  ["toolsets twice, once encoded", "?toolsets=customers&tool%73ets=customers", "toolsets more than once"],
  ["no company", "?companies=", "must be the UUIDs"],
  ["all companies", "?companies=all", "must be the UUIDs"],
  ["a company that is no UUID", `?companies=${a},x`, "must be the UUIDs"],
  ["a list that ends with a comma", `?companies=${a},`, "must be the UUIDs"],
  [
    "101 companies",
    `?companies=${Array.from({ length: 101 }, (_, at) => a.replace(/^.{3}/, String(100 + at))).join()}`,
    "must be",
  ],
  ["invalid percent-encoding", "?companies=%E0%A4%A", "must be the UUIDs"],
  ["no toolset", "?toolsets", "must be one or more of"],
  ["an unknown toolset", "?toolsets=customers,secrets", "must be one or more of"],
])("a URL with %s is 400", (_, query, sentence) => {
  const refusal = left({}, all, query);
  expect(refusal).toContain("400 ");
  expect(refusal).toContain(sentence);
  expect(refusal).not.toMatch(/secret|sss/);
});
