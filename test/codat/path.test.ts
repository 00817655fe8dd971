import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ToolError } from "../../src/base/tool-error.ts";
import { isUuid } from "../../src/base/uuid.ts";
import { idProblem } from "../../src/codat/id.ts";
import { path, urlOf } from "../../src/codat/path.ts";
import { startFaultServer } from "../support/fault-server.ts";
import { clientOf, getJson, routeTo } from "./setup.ts";
import { character, codeUnit } from "./texts.ts";

const base = new URL("https://api.codat.io");

const legal = [
  "...",
  "a/b",
  "/",
  "//evil.com",
  "\\\\evil\\share",
  "http://evil.com/",
  "@evil.com",
  "evil.com:80",
  "%00",
  "%0d%0aX-Injected: 1",
  "?page=2",
  "#top",
  "&a=b;c+d",
  "a b  c",
  " a",
  "a ",
  "a.b/..c/d..",
  "100%",
  "%zz",
  "50%25 off",
  "7110701885",
  "9007199254740993",
  "800000D0-1182061376",
  "00000000000000000000000000000000",
  "TG9uZyBiYXNlNjQgaWQgd2l0aCBwYWRkaW5nPz8/Pj4+Cg==",
  "Ærøskøbing ñandú",
  "e\u0301",
  "顧客一二三",
  "🧾🇩🇰❤️",
  "__proto__",
  "CON",
  "::1",
  "'\"<>`{}|^[]!*()~",
  "x".repeat(256),
  "🧾".repeat(256),
];

const dots = (id: string): [string, string] => [id, 'must not contain a "." or ".." segment'];

const refused: [string, string][] = [
  ["", "is empty"],
  ...[
    ".",
    "..",
    " . ",
    "../../x",
    "..;/admin",
    ".. ;x/admin",
    "%2e%2e",
    "%2E",
    ".%2e",
    "..%2F..",
    "a/../b",
  ].map(dots),
  ...[
    "..\\x",
    "\\..\\",
    "a/./b",
    "%252e%252e%252f",
    "%25252e",
    "%5c..%5cx",
    "a%2f%2e%2e%2fb",
    "/..",
    "b/..",
  ].map(dots),
  ...[
    "%c0%ae%c0%ae/x",
    "%u002e%u002e%u002fx",
    "../../../8a210b68-6988-11ed-a1eb-0242ac120002/data/customers/9",
  ].map(dots),
  [" ", "spaces"],
  ["\u00a0\u3000", "spaces"],
  ["a\u0000", "control"],
  ["a\r\nb", "control"],
  ["a\tb", "control"],
  ["\u007f", "control"],
  ["a\u0085b", "control"],
  ["a\u200bb", "invisible"],
  ["a\u200db", "invisible"],
  ["\ufeffa", "invisible"],
  ["a\u202eb", "invisible"],
  ["a\u2066b", "invisible"],
  ["a\u2028b", "invisible"],
  ["a\u2029b", "invisible"],
  ["a\u00adb", "invisible"],
  ["a\u{e0041}b", "invisible"],
  ["a\ud800", "well-formed"],
  ["\udc00a", "well-formed"],
  ["x".repeat(257), "longer than 256"],
  ["🧾".repeat(257), "longer than 256"],
];

/** Any string, with a bias toward strings that break paths. */
const anyId = fc.oneof(
  fc.string({ unit: character, maxLength: 300 }),
  fc.string({ unit: "grapheme" }),
  fc.string({ unit: fc.constantFrom(..."./\\%2e?#@:;&+ \u0000\u200b\ud83d\uddff\u00e5aZ0") }),
  fc.string({ unit: codeUnit }),
);
const accepted = anyId.filter((id) => idProblem(id) === undefined);

describe("an id", () => {
  test.each(legal)("%j is valid, and one segment that decodes to itself", (id) => {
    expect(idProblem(id)).toBeUndefined();
    const { pathname } = urlOf(base, path`/companies/${id}/end`);
    expect(pathname.split("/").map(decodeURIComponent)).toEqual(["", "companies", id, "end"]);
  });

  test.each(refused)("%j is rejected: %s", (id, problem) => {
    expect(idProblem(id)).toContain(problem);
    expect(() => path`/companies/${id}`).toThrow(ToolError);
    expect(() => path`/companies/${id}`).toThrow(`An id ${idProblem(id)}.`);
  });

  test("is one segment if it is accepted, whatever it contains", () => {
    fc.assert(
      fc.property(accepted, accepted, (first, second) => {
        const url = urlOf(base, path`/companies/${first}/data/${second}`, { page: 1 });
        expect(url.origin).toBe(base.origin);
        expect(url.search).toBe("?page=1");
        expect(url.hash).toBe("");
        const segments = url.pathname.split("/").map(decodeURIComponent);
        expect(segments).toEqual(["", "companies", first, "data", second]);
      }),
      { numRuns: 2000 },
    );
  });

  test("either gives a path or is rejected as an argument", () => {
    fc.assert(
      fc.property(anyId, (id) => {
        try {
          expect(path`/companies/${id}`).toMatch(/^\/companies\/[^/?#\\\s]+$/);
        } catch (error) {
          expect(error).toMatchObject({ kind: "arguments" });
        }
      }),
      { numRuns: 2000 },
    );
  });

  test("reaches the server unchanged: every valid one, and a random sample", async () => {
    await using server = await startFaultServer();
    const client = clientOf(server);
    for (const id of [...legal, ...fc.sample(accepted, 100)]) {
      await getJson(client, {}, routeTo(path`/companies/${id}/end`));
      const arrived = server.requests.at(-1)?.path ?? "";
      expect(arrived.split("/").map(decodeURIComponent)).toEqual(["", "companies", id, "end"]);
    }
  });
});

describe("urlOf", () => {
  test.each([
    ["https://api.codat.io", "https://api.codat.io/companies/a"],
    ["https://api.codat.io/", "https://api.codat.io/companies/a"],
    ["https://proxy.example:8443/codat/v1", "https://proxy.example:8443/codat/v1/companies/a"],
    ["https://proxy.example/codat//", "https://proxy.example/codat/companies/a"],
    ["http://[::1]:80/a%2Fb", "http://[::1]/a%2Fb/companies/a"],
  ])("puts a route below %s", (at, expected) => {
    expect(urlOf(new URL(at), path`/companies/${"a"}`).href).toBe(expected);
  });

  test.each([
    ["/companies/../../admin"],
    ["/companies/%2e%2e/admin"],
    ["/companies\\admin"],
    ["/companies?x=1"],
    ["/companies#x"],
    ["/a b"],
    ["//evil.com/companies"],
    ["https://evil.com/"],
  ])("rejects a path that would change on its way: %s", (odd) => {
    expect(() => urlOf(base, odd)).toThrow(ToolError);
  });

  test("writes a query that parses back to the same values", () => {
    const value = fc.string({ unit: "grapheme" });
    fc.assert(
      fc.property(value, value, (query, orderBy) => {
        const { searchParams } = urlOf(base, path`/companies`, { page: 2, query, orderBy, none: undefined });
        expect([...searchParams]).toEqual([
          ["page", "2"],
          ["query", query],
          ["orderBy", orderBy],
        ]);
      }),
    );
  });
});

describe("isUuid", () => {
  test.each(["8a210b68-6988-11ed-a1eb-0242ac120002", "8A210B68-6988-11ED-A1EB-0242AC120002"])(
    "%s is a UUID",
    (id) => {
      expect(isUuid(id)).toBe(true);
    },
  );

  test.each(["", "8a210b68698811eda1eb0242ac120002", "8a210b68-6988-11ed-a1eb-0242ac12000g", "../8a210b68"])(
    "%j is not a UUID",
    (id) => expect(isUuid(id)).toBe(false),
  );
});
