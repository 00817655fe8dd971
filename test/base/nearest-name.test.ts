import { describe, expect, test } from "vitest";
import { nearest } from "../../src/base/nearest-name.ts";

describe("a misspelled name gets the nearest candidate", () => {
  test.each([
    ["custmerId", "customerId"],
    ["customer_id", "customerId"],
    ["CUSTOMERID", "customerId"],
    ["pagesize", "pageSize"],
    ["quary", "query"],
  ])("%s: %s", (name, expected) => {
    expect(nearest(name, ["query", "customerId", "pageSize", "page"])).toBe(expected);
  });
});

test.each([
  ["one edit of a name of three letters", "abX", "abc"],
  ["two edits of a name of six letters", "abcdXX", "abcdef"],
  ["three edits of a name of nine letters", "abcdefXXX", "abcdefghi"],
])("%s are still a match", (_, name, candidate) => {
  expect(nearest(name, [candidate])).toBe(candidate);
});

test.each([
  ["two edits of a name of three letters", "aXX", "abc"],
  ["two edits of a name of five letters", "abcXX", "abcde"],
  ["three edits of a name of six letters", "abcXXX", "abcdef"],
  ["four edits of a name of nine letters", "abcdeXXXX", "abcdefghi"],
  ["an unrelated name", "color", "pageSize"],
])("a distant name gets no suggestion: %s", (_, name, candidate) => {
  expect(nearest(name, [candidate])).toBeUndefined();
});

test("without candidates there is no suggestion", () => {
  expect(nearest("page", [])).toBeUndefined();
});
