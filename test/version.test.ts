import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";

test("all files have the same version", async () => {
  const json = async (file: string) => JSON.parse(await readFile(file, "utf8"));
  const { version } = await json("package.json");
  const lock = await json("package-lock.json");
  const server = await json("server.json");
  const changelog = await readFile("CHANGELOG.md", "utf8");
  expect({
    "package-lock.json": [lock.version, lock.packages[""].version],
    "manifest.json": (await json("manifest.json")).version,
    "server.json": [server.version, ...server.packages.map((one: { version: string }) => one.version)],
    "CHANGELOG.md": /^## (?!Unreleased)(\S+)/m.exec(changelog)?.[1],
  }).toEqual({
    "package-lock.json": [version, version],
    "manifest.json": version,
    "server.json": [version, version],
    "CHANGELOG.md": version,
  });
});
