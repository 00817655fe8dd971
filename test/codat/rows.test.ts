import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../src/codat/json-object.ts";
import { rowsOf } from "../../src/codat/rows.ts";
import { connect, errorOf, textOf } from "../support/connect.ts";
import { listedIn, pages } from "../support/pages.ts";
import { runToEnd } from "../support/run-to-end.ts";
import { ids, startUpstream } from "../support/upstream.ts";

const { companyId } = ids;

test("a row is cleaned once, when it is first read", () => {
  const cleaned: unknown[] = [];
  const { answer, rows } = rowsOf(
    { pageNumber: 1, results: ["a", "b", "c"], total: 3 },
    function* (part): Generator<void, JsonObject> {
      yield;
      cleaned.push(part);
      return { results: [`clean ${String([part.results].flat()[0])}`] };
    },
  );
  expect(JSON.stringify(answer)).toBe('{"pageNumber":1,"results":[],"total":3}');
  const read = [0, 0, 1].map((index) => runToEnd(rows?.at(index) ?? emptyRow()));
  expect(read).toEqual(["clean a", "clean a", "clean b"]);
  expect(rows?.first(5)).toEqual(["clean a", "clean b"]);
  expect(rows).toHaveLength(3);
  expect(cleaned).toEqual([{ results: ["a"] }, { results: ["b"] }]);
});

function* emptyRow(): Generator<void, undefined> {
  yield;
}

test.each([[undefined], [null], [{ "0": "a" }], ["a"]])("results that are %j are no rows", (results) => {
  const { answer, rows } = rowsOf({ results });
  expect(rows).toBeUndefined();
  expect(answer).toEqual({ results });
});

test("every row of a page that is cut is masked, and the rows after them are not", async () => {
  await using upstream = await pages(5_000, (number) => ({
    id: String(number),
    customerName: "x".repeat(200),
    emailAddress: `person${number}@firm.example`,
  }));
  await using client = await connect({
    ...upstream.environment,
    CODAT_MASK: "email",
    CODAT_RESULT_LIMIT_CHARS: "50000",
  });
  const tags = async (args: object) => {
    const result = await client.callTool("list_customers", { companyId, ...args });
    expect(JSON.stringify(result)).not.toContain("person");
    return listedIn(result).results.map(({ emailAddress }) => Number(String(emailAddress).split("#")[1]));
  };
  const kept = await tags({ pageSize: 5_000 });
  expect(kept.length).toBeGreaterThan(99);
  expect(kept).toEqual(kept.map((_, at) => at + 1));
  // The next number is that of the next value that was masked: at most one row more than were kept fits in no room.
  const [next] = await tags({ page: 5_000, pageSize: 1 });
  expect(next).toBeLessThan(2 * kept.length);
});

describe("a row nested more than 500 levels deep", () => {
  const deep = JSON.parse(`${"[".repeat(600)}${"]".repeat(600)}`) as unknown;
  const listed = async (deepRow: number) => {
    await using upstream = await pages(1_000, (number) => ({
      id: String(number),
      customerName: "x".repeat(200),
      ...(number === deepRow && { deep }),
    }));
    await using client = await connect({ ...upstream.environment, CODAT_RESULT_LIMIT_CHARS: "50000" });
    return await client.callTool("list_customers", { companyId, pageSize: 1_000 });
  };

  test("makes a page unreadable if the row belongs to the result", async () => {
    const result = await listed(3);
    expect(errorOf(result)).toMatchObject({ kind: "unreadable", retryable: false });
    expect(textOf(result)).toContain("Codat's response is nested more than 500 levels deep.");
  });

  test("is not read if it comes after the rows of the result", async () => {
    expect(listedIn(await listed(999)).results.length).toBeGreaterThan(99);
  });
});

test("no key is shown in a row, however it is written", async () => {
  const key = "a-key-of-a-lender-0123456789";
  const escaped = `\\u${key.charCodeAt(0).toString(16).padStart(4, "0")}${key.slice(1)}`;
  await using upstream = await startUpstream(() => ({
    body: `{"results":[{"id":"1","customerName":"${key}","${key}":1,"contactName":"${escaped}","phone":"${btoa(key)}"}],"totalResults":1}`,
  }));
  for (const mask of ["", "email,phone"]) {
    await using client = await connect({
      ...upstream.environment,
      CODAT_API_KEY: key,
      ...(mask && { CODAT_MASK: mask }),
    });
    const result = await client.callTool("list_customers", {
      companyId,
      fields: ["id", key, "customerName", "other"],
    });
    const shown = JSON.stringify(result);
    expect(shown).toContain("[key removed]");
    expect(shown).not.toContain(key.slice(1));
    expect(shown).not.toContain(btoa(key));
  }
});

describe("a row of another company", () => {
  const listed = async (otherRow: number) => {
    await using upstream = await pages(1_000, (number) => ({
      id: String(number),
      customerName: number === otherRow ? "Of another lender" : "x".repeat(200),
      companyId: number === otherRow ? "0a210b68-6988-11ed-a1eb-0242ac120009" : companyId,
    }));
    await using client = await connect({ ...upstream.environment, CODAT_RESULT_LIMIT_CHARS: "50000" });
    return await client.callTool("list_customers", { companyId, pageSize: 1_000 });
  };

  test.each([1, 20, 21, 90])("makes the page an error if it is row %i of the result", async (row) => {
    const result = await listed(row);
    expect(textOf(result)).toContain("returned a different record than requested");
    expect(JSON.stringify(result)).not.toContain("Of another lender");
  });

  test("is not read if it comes after the rows of the result", async () => {
    const result = await listed(999);
    expect(listedIn(result).results.length).toBeGreaterThan(99);
    expect(JSON.stringify(result)).not.toContain("Of another lender");
  });
});
