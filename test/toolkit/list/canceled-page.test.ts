import { expect, test } from "vitest";
import { rowsOf } from "../../../src/codat/rows.ts";
import { listPage } from "../../../src/toolkit/list/list-page.ts";

test("a canceled call does not read the rest of a page's rows", async () => {
  const cancellation = new AbortController();
  let read = 0;
  const results = Array.from({ length: 5_000 }, (_, at) => ({ id: String(at), note: "x".repeat(2_000) }));
  const response = rowsOf({ results }, function* (part) {
    if (++read === 10) cancellation.abort(new Error("canceled"));
    yield;
    return part;
  });
  const page = listPage(response, {
    rows: { name: "rows", none: "None.", lastResort: "" },
    asked: { page: 1, pageSize: 5_000 },
    filtered: false,
    limitChars: 0,
    notes: {},
    signal: cancellation.signal,
  });
  await expect(page).rejects.toThrow("canceled");
  expect(read).toBeLessThan(results.length);
});
