import { appendFile, copyFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ChainHead, hashOfLine } from "../../../src/guard/audit/chain.ts";
import { verifyLog } from "../../../src/guard/audit/verify.ts";
import { type Log, linesOf, writeLog } from "./write-log.ts";

let folder = "";
let original: Log;
/** The lines of each file: three chains that take turns, in files of ten lines. */
let written: string[][];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "verify-"));
  original = await writeLog(folder, { chains: 3, lines: 30, linesInFile: 10 });
  written = await Promise.all(original.files.map(linesOf));
});
afterAll(() => rm(folder, { recursive: true }));

/** Verifies changed files. Places are counted from 1. */
async function verifyLines(files: string[][], heads: readonly ChainHead[] = []) {
  const directory = await mkdtemp(join(folder, "case-"));
  const paths = files.map((_, index) => join(directory, String(index)));
  await Promise.all(
    files.map((lines, index) => writeFile(paths[index] ?? "", lines.map((line) => `${line}\n`).join(""))),
  );
  const { breaks, ...verified } = await verifyLog(paths, heads);
  const found = breaks.map(({ place, problem }) => ({
    at: place && `${place.file + 1}:${place.line}`,
    problem,
  }));
  return { ...verified, breaks: found };
}

const changed = (line = "", fields: object) => JSON.stringify({ ...JSON.parse(line), ...fields });
const fields = (line = ""): { chain: string; seq: number; prev: string } => JSON.parse(line);

test("an intact log has no breaks, and its heads attest the end of every chain", async () => {
  const { lines, chains, breaks } = await verifyLog(original.files, original.heads);
  expect(breaks).toEqual([]);
  expect(lines).toBe(30);
  expect(chains.map(({ seq, attestedSeq }) => [seq, attestedSeq])).toEqual([
    [10, 10],
    [10, 10],
    [10, 10],
  ]);
});

test("the order in which files are given does not matter", async () => {
  expect((await verifyLog(original.files.toReversed(), original.heads)).breaks).toEqual([]);
});

test("a compressed file is read as it is", async () => {
  const compressed = join(folder, "audit.gz");
  await writeFile(compressed, gzipSync((written[0] ?? []).map((line) => `${line}\n`).join("")));
  expect((await verifyLog([compressed, ...original.files.slice(1)], original.heads)).breaks).toEqual([]);
});

// Line 2:5 has number 5 of its chain; before it is 2:2, after it 2:8.
describe("a change is found at its line", () => {
  test.each<[name: string, at: string, change: (files: string[][]) => unknown]>([
    ["a deleted line", "2:7", ([, two = []]) => two.splice(4, 1)],
    ["a deleted first line of a chain", "1:4", ([one = []]) => one.splice(1, 1)],
    ["a deleted file", "2:1", (files) => files.splice(1, 1)],
    ["an edited line", "2:5", ([, two = []]) => (two[4] = changed(two[4], { customerId: "other" }))],
    ["an edited line at the end of a file", "1:10", ([one = []]) => (one[9] = changed(one[9], { ms: 6 }))],
    [
      "an edited time",
      "1:1",
      ([one = []]) => (one[0] = changed(one[0], { time: "2020-01-01T00:00:00.000Z" })),
    ],
    [
      "a value that occurs twice",
      "2:5",
      ([, two = []]) => (two[4] = two[4]?.replace(/}$/, ',"ms":1}') ?? ""),
    ],
    ["a line that is no longer JSON", "2:5", ([, two = []]) => (two[4] = two[4]?.slice(1) ?? "")],
    [
      "a foreign line",
      "2:5",
      ([, two = []]) => two.splice(4, 0, '{"time":"2026-01-01T00:00:00Z","tool":"x"}'),
    ],
    ["an edited prev", "2:5", ([, two = []]) => (two[4] = changed(two[4], { prev: "f".repeat(64) }))],
    ["a prev that is no hash", "2:5", ([, two = []]) => (two[4] = changed(two[4], { prev: "" }))],
    ["two lines in the other order", "2:5", ([, two = []]) => swap(two, 4, 7)],
    [
      "two lines of different files in the other order",
      "1:10",
      ([one = [], two = []]) => swapAcross(one, 9, two, 2),
    ],
    ["a duplicated line", "2:6", ([, two = []]) => two.splice(5, 0, two[4] ?? "")],
    ["a line duplicated at the end", "3:11", ([, two = [], three = []]) => three.push(two[4] ?? "")],
    [
      "an inserted line that fits the line before it",
      "2:6",
      ([, two = []]) => two.splice(5, 0, following(two[4])),
    ],
    [
      "an inserted line that fits no line",
      "2:6",
      ([, two = []]) => two.splice(5, 0, changed(two[4], { seq: 6, prev: "e".repeat(64) })),
    ],
    ["a line inserted before the first", "1:1", ([one = []]) => one.unshift(changed(one[0], { ms: 7 }))],
    ["a reset seq", "2:5", ([, two = []]) => (two[4] = changed(two[4], { seq: 1 }))],
    ["a chain whose numbers begin again", "2:5", (files) => renumber(files, 5)],
    [
      "a line moved to another chain",
      "2:5",
      ([, two = []]) => (two[4] = changed(two[4], { chain: fields(two[5]).chain })),
    ],
    ["a chain continued with the lines of another", "2:3", (files) => splice(files)],
    ["a chain that begins in its middle", "1:7", (files) => dropBefore(files, 4)],
  ])("%s", async (_, at, change) => {
    const files = structuredClone(written);
    change(files);
    const { breaks } = await verifyLines(files);
    expect(breaks[0], JSON.stringify(breaks)).toMatchObject({ at });
  });
});

describe("with heads, a change at the end is found too", () => {
  test.each<[name: string, at: string | undefined, problem: RegExp, change: (files: string[][]) => unknown]>([
    [
      "a removed tail",
      "3:7",
      /ends with line 9 here, but a head attests 10/,
      ([, , three = []]) => three.splice(9, 1),
    ],
    ["a removed chain", undefined, /is missing: a head attests 10 lines/, (files) => removeChain(files)],
    [
      "an edited last line",
      "3:10",
      /is not the attested one/,
      ([, , three = []]) => (three[9] = changed(three[9], { ms: 6 })),
    ],
    [
      "a chain rewritten from a line on",
      "3:10",
      /or a line before it, was changed/,
      (files) => rewrite(files, 5),
    ],
  ])("%s", async (_, at, problem, change) => {
    const files = structuredClone(written);
    change(files);
    expect((await verifyLines(files)).breaks, "without heads").toEqual([]);
    const { breaks } = await verifyLines(files, original.heads);
    expect(breaks[0]).toEqual({ at, problem: expect.stringMatching(problem) });
  });

  test("an edited prev of the last line is told from an edited line before it", async () => {
    const files = structuredClone(written);
    const [, , three = []] = files;
    three[6] = changed(three[6], { ms: 6 });
    expect((await verifyLines(files, original.heads)).breaks[0]).toMatchObject({ at: "3:7" });
    three[6] = written[2]?.[6] ?? "";
    three[9] = changed(three[9], { prev: "f".repeat(64) });
    expect((await verifyLines(files, original.heads)).breaks[0]).toMatchObject({ at: "3:10" });
  });
});

test("lines after the last head are intact but not attested", async () => {
  const [head] = original.heads.map((one) => ({ ...one, seq: 9, hash: fields(lineOf(one.chain, 10)).prev }));
  const { breaks, chains } = await verifyLines(written, head && [head]);
  expect(breaks).toEqual([]);
  expect(chains.map(({ attestedSeq }) => attestedSeq)).toContain(9);
});

test("an incomplete line is a break, unless the next line of its process names it", async () => {
  const files = structuredClone(written);
  const last = files[2]?.at(-1) ?? "";
  files[2]?.push('{"time":"2026-01-0');
  expect((await verifyLines(files)).breaks[0]).toMatchObject({ at: "3:11", problem: /not a whole line/ });
  const next = JSON.stringify({ time: "2026", ...fields(following(last)), torn: [18] });
  files[2]?.push(next);
  expect((await verifyLines(files)).breaks).toEqual([]);
});

test("another process's line directly after an incomplete one is read", async () => {
  const directory = await mkdtemp(join(folder, "torn-"));
  const paths = original.files.map((_, index) => join(directory, String(index)));
  await Promise.all(original.files.map((file, index) => copyFile(file, paths[index] ?? "")));
  const [a = "", b = ""] = [written[2]?.at(-1), written[2]?.at(-2)];
  const torn = '{"time":"2026-0';
  const whole = JSON.stringify({ time: "2026", ...fields(following(b)) });
  const naming = JSON.stringify({ time: "2026", ...fields(following(a)), torn: [torn.length] });
  await appendFile(paths[2] ?? "", `${torn}${whole}\n\n${naming}\n`);
  expect((await verifyLog(paths, original.heads)).breaks).toEqual([]);
  // A rotation between them, and files in the other order.
  const rotated = join(directory, "rotated");
  await copyFile(original.files[2] ?? "", paths[2] ?? "");
  await appendFile(paths[2] ?? "", torn);
  await writeFile(rotated, `\n${whole}\n${naming}\n`);
  expect((await verifyLog([rotated, ...paths.toReversed()], original.heads)).breaks).toEqual([]);
});

test("a log with other line ends or a byte order mark is a break at its first line", async () => {
  const [one = []] = written;
  for (const edited of [one.map((line) => `${line}\r`), [`\ufeff${one[0]}`, ...one.slice(1)]]) {
    const { breaks } = await verifyLines([edited, ...written.slice(1)], original.heads);
    expect(breaks[0]).toMatchObject({ at: "1:1" });
  }
});

function lineOf(chain: string, seq: number): string {
  return written.flat().find((line) => fields(line).chain === chain && fields(line).seq === seq) ?? "";
}

function swap(lines: string[], a: number, b: number): void {
  [lines[a], lines[b]] = [lines[b] ?? "", lines[a] ?? ""];
}

function swapAcross(first: string[], a: number, second: string[], b: number): void {
  [first[a], second[b]] = [second[b] ?? "", first[a] ?? ""];
}

/** A line that an attacker could write after another one. */
function following(line = ""): string {
  return changed(line, { seq: fields(line).seq + 1, prev: hashOfLine(line) });
}

function mapChain(
  files: string[][],
  chain: string,
  change: (line: string, seq: number) => string | undefined,
): void {
  for (const lines of files) {
    const kept = lines.map((line) => (fields(line).chain === chain ? change(line, fields(line).seq) : line));
    lines.splice(0, lines.length, ...kept.filter((line) => line !== undefined));
  }
}

const chainAt = (files: string[][]) => fields(files[1]?.[4]).chain;

function renumber(files: string[][], from: number): void {
  mapChain(files, chainAt(files), (line, seq) =>
    seq < from ? line : changed(line, { seq: seq - from + 1 }),
  );
}

function dropBefore(files: string[][], from: number): void {
  mapChain(files, fields(files[0]?.[9]).chain, (line, seq) => (seq < from ? undefined : line));
}

function removeChain(files: string[][]): void {
  mapChain(files, chainAt(files), () => undefined);
}

/** From line 5 on, the lines of another chain stand under the name of this one. */
function splice(files: string[][]): void {
  const [chain, other] = [chainAt(files), fields(files[1]?.[5]).chain];
  mapChain(files, chain, (line, seq) => (seq < 5 ? line : undefined));
  mapChain(files, other, (line, seq) => (seq < 5 ? line : changed(line, { chain })));
}

/** Changes a line and gives every line after it a `prev` that fits. */
function rewrite(files: string[][], from: number): void {
  let prev = "";
  mapChain(files, chainAt(files), (line, seq) => {
    const rewritten = seq < from ? line : changed(line, seq === from ? { ms: 6 } : { prev });
    prev = hashOfLine(rewritten);
    return rewritten;
  });
}
