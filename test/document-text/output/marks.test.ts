import { readdir, readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import {
  beginsWithMarkWord,
  escapeBrackets,
  escapeMarks,
  inlineMark,
  markedLine,
  markWords,
  openMark,
} from "../../../src/document-text/output/marks.ts";

test("a mark differs from the same text in a file", () => {
  const { line, marks } = markedLine(
    `[footnote 1] a${inlineMark("footnote", "1")} ${openMark("footnote")}: b]`,
  );
  expect(line).toBe("[footnote 1] a[footnote 1] [footnote: b]");
  expect(marks).toEqual([14, 27]);
});

test("text of a file within a mark cannot close the mark", () => {
  expect(markedLine(inlineMark("symbol", "41 of ] [page 9 of 9]")).line).toBe("[symbol 41 of  page 9 of 9]");
  expect(escapeBrackets("sheet “A” [page 9]")).toBe("sheet “A” \\[page 9\\]");
});

describe("a bracket before a word of a mark is escaped", () => {
  test.each(markWords)("%s", (word) => {
    for (const text of [
      `[${word} 9]`,
      `[ ${word}]`,
      `[\t\u00a0\u2800${word}`,
      `[${word.toUpperCase()} 9 of 9]`,
    ]) {
      expect(escapeMarks(`a ${text}`)).toBe(`a \\${text}`);
    }
    expect(beginsWithMarkWord(` \n${word} 9`)).toBe(true);
  });

  test("also a full-width bracket, and each of several", () => {
    expect(escapeMarks("［page 1] [[page 2]")).toBe("\\［page 1] [\\[page 2]");
  });

  test("no other bracket", () => {
    const text = '{"a":[1,"page",[]]} [x] a[0] [see page 9] []';
    expect(escapeMarks(text)).toBe(text);
  });
});

// Marks are typed: these are the ways around the types.
describe("every mark begins with a word of the list", () => {
  const known = new RegExp(`^(${markWords.join("|")})\\b`);
  const isKnown = (text: string) => known.test(text);

  test("no source writes a bracketed mark of its own", async () => {
    const found: string[] = [];
    for (const folder of ["src/document-text", "src/attachments"]) {
      for (const name of await readdir(folder, { recursive: true })) {
        if (!name.endsWith(".ts") || name.endsWith("marks.ts")) continue;
        const code = (await readFile(`${folder}/${name}`, "utf8")).replace(
          /\/\*\*[\s\S]*?\*\/|\/\/.*$/gm,
          "",
        );
        for (const [literal] of code.matchAll(/["'`][\w .:]*\[(?:[a-z]{3,}|\$\{)[^"'`\n]*/g)) {
          found.push(literal);
        }
      }
    }
    // These take a typed mark.
    const typed = /\[\$\{(block\.mark|section|waiting|pieceMark\(|matchMark\()/;
    expect(found.filter((literal) => !typed.test(literal))).toEqual([]);
    expect(found).toHaveLength(6);
  });

  test("the snapshots and the expectations of all formats have no other mark", async () => {
    const found = new Set<string>();
    for (const name of await readdir("test/document-text", { recursive: true })) {
      if (!/\.(snap|test\.ts)$/.test(name) || name.endsWith("marks.test.ts")) continue;
      const text = await readFile(`test/document-text/${name}`, "utf8");
      for (const [, mark = ""] of text.matchAll(/["'`\n]# ([a-z][^"'`\n\\]+)/g)) found.add(mark);
      for (const [, mark = ""] of text.matchAll(/(?<![\w\\"])\[([a-z]{4,} [\w-]+)\]/g)) found.add(mark);
    }
    expect(found.size).toBeGreaterThan(15);
    expect([...found].filter((mark) => !isKnown(mark))).toEqual([]);
  });
});
