import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path/posix";
import { expect, test } from "vitest";
import { markedPart, tableRows } from "./marked.ts";

const page = await readFile("docs/architecture.md", "utf8");

test("the tree names every directory and file of src, and only these", async () => {
  const tree = /```\nsrc\/\n([\s\S]*?)```/.exec(page)?.[1] ?? "";
  const paths: string[] = [];
  let parent = "";
  for (const line of tree.split("\n").filter((one) => one.startsWith(" "))) {
    const [, indent = "", name = ""] = /^( +)(\S+)/.exec(line) ?? [];
    if (indent.length === 2) parent = name;
    paths.push(indent.length === 2 ? name : `${parent}${name}`);
  }
  const top = await entriesOf("src");
  expect(paths.filter((path) => /^[^/]+\/?$/.test(path)).sort()).toEqual(top.sort());
  const below = paths.filter((path) => /^[^/]+\/./.test(path));
  for (const folder of new Set(below.map((path) => dirname(path)))) {
    const folders = (await entriesOf(`src/${folder}`)).filter((name) => name.endsWith("/"));
    const named = below.filter((path) => path.startsWith(`${folder}/`));
    expect(named.sort()).toEqual(folders.map((name) => `${folder}/${name}`).sort());
  }
});

async function entriesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.map((entry) => entry.name + (entry.isDirectory() ? "/" : ""));
}

test("the table of layers has the parts of test/layers.test.ts, and permits what src imports", async () => {
  const rows = tableRows(markedPart(page, "layers")).map((cells) =>
    cells.map((cell) => [...cell.matchAll(/`([\w-]+)`/g)].map(([, name = ""]) => name)),
  );
  const permitted = new Map(rows.map(([[part = ""] = [], parts = []]) => [part, parts]));
  const source = await readFile("test/layers.test.ts", "utf8");
  const table = /const layers[^\n]*\n([\s\S]*?)\n};/.exec(source)?.[1] ?? "";
  const parts = [...table.matchAll(/^ {2}"?([\w-]+)"?: \{/gm)].map(([, name = ""]) => name);
  expect([...permitted.keys()]).toEqual(parts);
  for (const [part, imported] of await importsBetweenParts())
    expect(permitted.get(part), part).toEqual(expect.arrayContaining([...imported]));
});

async function importsBetweenParts(): Promise<Map<string, Set<string>>> {
  const imports = new Map<string, Set<string>>();
  const paths = (await readdir("src", { recursive: true })).map((path) => path.replaceAll("\\", "/"));
  for (const path of paths.filter((name) => name.endsWith(".ts"))) {
    const text = await readFile(`src/${path}`, "utf8");
    for (const [, specifier = ""] of text.matchAll(/\b(?:from |import\()"(\.[^"]+)"/g)) {
      const [from = "", to = ""] = [path, join(dirname(path), specifier)].map((one) => one.split(/[/.]/)[0]);
      const isOutsideSrc = to === "";
      if (from !== to && !isOutsideSrc) imports.set(from, (imports.get(from) ?? new Set()).add(to));
    }
  }
  return imports;
}
