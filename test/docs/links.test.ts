import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path/posix";
import { expect, test } from "vitest";

const pages = ["README.md", "SECURITY.md", "CHANGELOG.md", ...(await markdownIn("docs"))];

async function markdownIn(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => name.endsWith(".md")).map((name) => `${folder}/${name}`);
}

function withoutCode(text: string): string {
  return text.replace(/^```[\s\S]*?^```$/gm, "");
}

function linksIn(text: string): string[] {
  return [...withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = ""]) => link);
}

/** The anchors that GitHub gives to the headings of a page. */
function anchorsIn(text: string): string[] {
  const headings = withoutCode(text).matchAll(/^#+ (.+)$/gm);
  return [...headings].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, "")
      .replace(/\s/g, "-"),
  );
}

test.each(pages)("every relative link in %s resolves", async (page) => {
  const broken: string[] = [];
  for (const link of linksIn(await readFile(page, "utf8")))
    if (!/^https?:/.test(link) && !(await resolves(link, page))) broken.push(link);
  expect(broken).toEqual([]);
});

async function resolves(link: string, page: string): Promise<boolean> {
  const [path = "", anchor] = link.split("#");
  const target = path === "" ? page : join(dirname(page), path);
  if (!existsSync(target)) return false;
  return anchor === undefined || anchorsIn(await readFile(target, "utf8")).includes(anchor);
}

test("the README links to every page in docs", async () => {
  const linked = linksIn(await readFile("README.md", "utf8")).map((link) => link.split("#")[0]);
  expect(linked).toEqual(expect.arrayContaining(await markdownIn("docs")));
});

test("every test, source and script that docs/architecture.md names exists", async () => {
  const text = await readFile("docs/architecture.md", "utf8");
  const named = [...text.matchAll(/`((?:src|test|scripts)\/[\w./-]+)`/g)].map(([, path = ""]) => path);
  expect(named.length).toBeGreaterThan(15);
  expect(named.filter((path) => !existsSync(path))).toEqual([]);
});

test("every command that a page names is in package.json", async () => {
  const { scripts } = JSON.parse(await readFile("package.json", "utf8"));
  for (const page of pages) {
    const text = await readFile(page, "utf8");
    for (const [, name = ""] of text.matchAll(/npm run ([\w-]+)/g))
      expect(scripts, page).toHaveProperty(name);
  }
});
