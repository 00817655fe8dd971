import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";

const text = await readFile("SECURITY.md", "utf8");

/** The source of a test file, or of all test files in a directory. */
async function sourceOf(path: string): Promise<string> {
  if ((await stat(path)).isFile()) return readFile(path, "utf8");
  const files = (await readdir(path)).filter((name) => name.endsWith(".ts"));
  return (await Promise.all(files.map((name) => readFile(join(path, name), "utf8")))).join("\n");
}

test("each test that SECURITY.md names exists, and each threat names one", async () => {
  // A path, and the titles (or parts of them) that follow it.
  const named = [...text.matchAll(/`(test\/[\w/.-]+)`((?:[^`]|`(?!test\/))*)/g)];
  expect(named.length).toBeGreaterThan(20);
  for (const [, path = "", after = ""] of named) {
    const source = await sourceOf(path);
    expect(source, path).toMatch(/\btest\b/);
    const titles = [...(after.split(/\n\n|\|\n/)[0] ?? "").matchAll(/“([^”]+)”/g)].map(
      ([, title]) => title ?? "",
    );
    for (const title of titles) expect(source, path).toContain(title.replace(/\s+/g, " "));
  }
  const rows = text.split("\n").filter((line) => line.startsWith("| ") && line.split("|").length === 5);
  const threats = rows.filter((row) => !row.startsWith("| threat |"));
  expect(rows.length - threats.length).toBe(2);
  for (const row of threats) expect(row).toMatch(/`test\//);
});
