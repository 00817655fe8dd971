import { describe, expect, test } from "vitest";
import { Rows } from "../../../src/codat/rows.ts";
import { fitPage } from "../../../src/toolkit/list/fit-page.ts";
import { runToEnd } from "../../support/run-to-end.ts";

const rowChars = 1_000;
// The other fields of the result, and the space reserved for hasMore, nextPage and the notice.
const envelope = { results: [], pageNumber: 1 };
const besideRows = JSON.stringify(envelope).length + 2_000;
/** The limit that exactly this many rows fit into, each with its comma. */
const limitFor = (rows: number) => besideRows + rows * (rowChars + 1);

/** Fits a page of customers, each a text of 1,000 characters. */
function fitted(pageSize: number, limitChars: number, text = "x".repeat(rowChars - 2)) {
  const results = Array.from({ length: pageSize }, () => text);
  const page = { rows: new Rows(results), page: 1, pageSize, total: 5_000, next: { page: 2, pageSize } };
  const rows = { name: "customers", lastResort: "Ask for one customer." };
  return runToEnd(fitPage({ ...envelope, results }, page, { rows, limitChars }));
}

describe("the character limit", () => {
  test("includes the rows, the rest of the result and 2,000 characters for added fields", () => {
    const { rows, notices, next } = fitted(20, limitFor(20));
    expect(rows).toHaveLength(20);
    expect(notices).toEqual([]);
    expect(next).toEqual({ page: 2, pageSize: 20 });
  });

  test("exceeded by one character cuts the page to a divisor of its size", () => {
    const { rows, notices, next } = fitted(20, limitFor(20) - 1);
    expect(rows).toHaveLength(10);
    expect(notices).toHaveLength(1);
    expect(next).toEqual({ page: 2, pageSize: 10 });
  });
});

describe("a page is cut to no fewer than 10 rows", () => {
  test("10 of 100 are kept", () => {
    const { rows, next } = fitted(100, limitFor(10));
    expect(rows).toHaveLength(10);
    expect(next).toEqual({ page: 2, pageSize: 10 });
  });

  test.each([
    [100, 9],
    [99, 10],
  ])("with a page of %i of which %i fit, the error names the size that fits", (pageSize, fitting) => {
    expect(() => fitted(pageSize, limitFor(fitting))).toThrow(
      expect.objectContaining({
        kind: "too_large",
        advice: `Call again with pageSize ${fitting} and page 1.`,
      }),
    );
  });
});

describe("a message with the page as JSON and as text", () => {
  const limitBytes = 9 * 1024 * 1024;
  // A quote is one byte in the row. It is escaped once in the JSON and twice in the text.
  const text = '"'.repeat(1_000);
  const messageBytes = (rows: number) => {
    const answer = { ...envelope, results: Array.from({ length: rows }, () => text) };
    const both = { structuredContent: answer, content: [{ type: "text", text: JSON.stringify(answer) }] };
    return Buffer.byteLength(JSON.stringify(both));
  };
  const bytesPerRow = messageBytes(2) - messageBytes(1);
  const rowsIn = (bytes: number) => Math.floor(bytes / bytesPerRow);

  test("can have up to 9 MiB", () => {
    const rows = rowsIn(limitBytes - 8_000);
    expect(messageBytes(rows)).toBeGreaterThan(limitBytes - 15_000);
    expect(fitted(rows, 0, text).notices).toEqual([]);
  });

  test("over 9 MiB is cut, even if the character limit is larger", () => {
    const rows = rowsIn(limitBytes) + 1;
    const pageSize = rows + (rows % 2);
    for (const limitChars of [0, 2 * limitBytes]) {
      expect(fitted(pageSize, limitChars, text).rows).toHaveLength(pageSize / 2);
    }
  });
});
