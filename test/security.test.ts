import { readdir, readFile, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";

/** The source of a test file with the tables beside it that it imports, or of all test files in a directory. */
async function sourceOf(path: string): Promise<string> {
  if (!(await stat(path)).isFile()) {
    return sourcesIn(
      path,
      (await readdir(path)).filter((name) => name.endsWith(".ts")),
    );
  }
  const source = await readFile(path, "utf8");
  const imported = [...source.matchAll(/from "\.\/([\w-]+\.ts)"/g)].map(([, name = ""]) => name);
  return `${source}\n${await sourcesIn(dirname(path), imported)}`;
}

async function sourcesIn(folder: string, names: string[]): Promise<string> {
  return (await Promise.all(names.map((name) => readFile(join(folder, name), "utf8")))).join("\n");
}

test.each(["SECURITY.md", "docs/security-review.md"])("each test that %s names exists", async (page) => {
  // A path, and the titles (or parts of them) that follow it.
  const text = await readFile(page, "utf8");
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
});

test("each threat in SECURITY.md names a test", async () => {
  const text = await readFile("SECURITY.md", "utf8");
  const rows = text.split("\n").filter((line) => line.startsWith("| ") && line.split("|").length === 5);
  const threats = rows.filter((row) => !row.startsWith("| threat |"));
  expect(rows.length - threats.length).toBe(2);
  for (const row of threats) expect(row).toMatch(/`test\//);
});

test("each answer of the security review names a test, or says that it is by configuration or not provided", async () => {
  const [, ...sections] = (await readFile("docs/security-review.md", "utf8")).split(/^## /m);
  expect(sections).toHaveLength(13);
  const answers = sections.flatMap((section) => section.split(/^- /m).slice(1));
  expect(answers.length).toBeGreaterThan(40);
  for (const answer of answers)
    expect(answer).toMatch(/`test\/|\*\*by configuration\*\*|\*\*not provided\*\*/);
});
