import { expect, test } from "vitest";
import type { JsonObject } from "../../src/codat/json-object.ts";
import { rowsOf } from "../../src/codat/rows.ts";
import { connect } from "../support/connect.ts";
import { listedIn, pages } from "../support/pages.ts";
import { runToEnd } from "../support/run-to-end.ts";
import { ids } from "../support/upstream.ts";

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
