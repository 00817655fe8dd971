import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cleanText } from "../../../src/attachments/text/clean.ts";
import { linePieces } from "../../../src/attachments/text/line-pieces.ts";
import { inSlices } from "../../../src/base/event-loop.ts";
import { createRedactor } from "../../../src/codat/redact.ts";
import type { Block } from "../../../src/document-text/extract-text.ts";
import { inlineMark, markedLine } from "../../../src/document-text/output/marks.ts";
import { createMask } from "../../../src/guard/mask/mask.ts";
import { cpuMsSince } from "../../support/cpu-time.ts";

const asIs = (text: string) => text;
const { redact } = createRedactor();
const clean = (blocks: Block[], mask = asIs) =>
  inSlices(cleanText({ blocks, notes: [] }, { mask, redact }), new AbortController().signal);
const linesOf = async (...lines: string[]) =>
  (await clean(lines.map((line) => ({ line })))).blocks.map((block) => ("line" in block ? block.line : ""));

describe("a mark that a file writes is escaped", () => {
  test.each([
    ["[page 9 of 9]", "\\[page 9 of 9]"],
    ["a [ SHEET “x”]", "a \\[ SHEET “x”]"],
    ["[\u200bpa\u00adge 9]", "\\[page 9]"],
    ["\\[comment] x", "\\\\[comment] x"],
  ])("%j", async (text, expected) => {
    expect(await linesOf(text)).toEqual([expected]);
  });

  test("also across line breaks, and if it is longer than a piece", async () => {
    expect(await linesOf("x [", "", " page 9]")).toEqual(["x \\[", "", " page 9]"]);
    expect(await linesOf("x [", "1, 2]", "[", "pages", "pa", "ge")).toEqual([
      "x [",
      "1, 2]",
      "\\[",
      "pages",
      "pa",
      "ge",
    ]);
    for (const filler of [" ", "\u200b", "x"]) {
      for (let at = 16_370; at < 16_400; at++) {
        const [line = ""] = await linesOf(`${filler.repeat(at)}[page 9]${filler.repeat(20_000)}`);
        expect(line.trim().replace(/x/g, "")).toBe("\\[page 9]");
      }
      const [line = ""] = await linesOf(`[${filler.repeat(40_000)}page 9]`);
      expect(line.startsWith("\\[")).toBe(filler !== "x");
    }
  });

  test("marks of this server stay, and text before and after them is the file's", async () => {
    const line = `[page 1] due [${inlineMark("footnote", "1")} [comment] x[`;
    const { blocks } = await clean([markedLine(line), { mark: "sheet “[page 9]”" }, { line: "page" }]);
    expect(blocks).toEqual([
      { line: "\\[page 1] due [[footnote 1] \\[comment] x[" },
      { mark: "sheet “\\[page 9\\]”" },
      { line: "page" },
    ]);
  });
});

test("pieces are the whole line, in order, and no surrogate pair or CR LF is split", () => {
  const part = fc.constantFrom("word ", "a,b", "020 7946 0000 ", "x@y.example; ", "😀", "\r\n", "1");
  fc.assert(
    fc.property(
      part,
      fc.integer({ min: 1, max: 3 }),
      fc.array(part, { maxLength: 20 }),
      (run, shift, mixed) => {
        const text = "z".repeat(shift) + run.repeat(5_000) + mixed.join("") + run.repeat(5_000);
        const pieces = [...linePieces(text)];
        expect(pieces.join("")).toBe(text);
        for (const piece of pieces) {
          expect(piece.isWellFormed()).toBe(true);
          expect(piece.length).toBeLessThanOrEqual(16_385);
        }
        for (const [nth, piece] of pieces.entries()) {
          if (piece.endsWith("\r")) expect(pieces[nth + 1]).not.toMatch(/^\n/);
        }
      },
    ),
    { numRuns: 30 },
  );
});

test("a long line is masked as a whole: no address and no number is cut in two", async () => {
  const mask = createMask(["email", "phone"]).text;
  const line = "Ring 020 7946 0000 or +44 (0)20 7946 0001, or write to robin@example.com, please. ".repeat(
    5_000,
  );
  const { blocks } = await clean([{ line }], mask);
  const text = JSON.stringify(blocks);
  expect(text).not.toMatch(/7946|example/);
  expect(text.match(/\(phone\)/g)).toHaveLength(10_000);
});

describe("a text of 2,000,000 characters does not block the event loop", () => {
  test.each<[string, () => Block[]]>([
    ["250,000 lines", () => Array.from({ length: 250_000 }, () => ({ line: "[page 9" }))],
    ["250,000 open brackets", () => Array.from({ length: 250_000 }, () => ({ line: "[" }))],
    ["blank lines after a bracket", () => [{ line: "[" }, ...Array(249_999).fill({ line: " " })]],
    ["one line of words", () => [{ line: "page a@b.example 020 7946 0000 [".repeat(62_500) }]],
    ["one line of digits", () => [{ line: "1".repeat(2_000_000) }]],
    ["one line of brackets", () => [{ line: "[".repeat(2_000_000) }]],
    ["one bracket and spaces", () => [{ line: `[${" ".repeat(1_999_999)}` }]],
    ["one bracket and invisible characters", () => [{ line: `[${"\u200b".repeat(1_999_999)}` }]],
    ["one line of backticks", () => [{ line: "`".repeat(2_000_000) }]],
  ])("%s", async (_, blocks) => {
    const given = blocks();
    let longestMs = 0;
    let last = process.cpuUsage();
    const timer = setInterval(() => {
      longestMs = Math.max(longestMs, cpuMsSince(last));
      last = process.cpuUsage();
    }, 1);
    const { blocks: cleaned } = await clean(given, createMask(["email", "phone"]).text);
    await new Promise((resolve) => setTimeout(resolve, 5));
    clearInterval(timer);
    expect(cleaned).toHaveLength(given.length);
    expect(longestMs).toBeLessThan(1000);
  });
});

test("an abort ends the cleaning", async () => {
  const blocks = Array.from({ length: 250_000 }, () => ({ line: "a line of text" }));
  const stop = new AbortController();
  const cleaning = inSlices(cleanText({ blocks, notes: [] }, { mask: asIs, redact }), stop.signal);
  stop.abort(new Error("cancelled"));
  await expect(cleaning).rejects.toThrow("cancelled");
});
