import { readdir, readFile } from "node:fs/promises";
import { expect, test } from "vitest";

const registers = /^(?:beforeAll|beforeEach|afterAll|afterEach|describe|test)\b/m;

// Test files share modules (`isolate` in vitest.config.ts): only the first one that imports a module would get its hooks.
test("no module that test files import registers tests or hooks by being imported", async () => {
  const paths = (await readdir("test", { recursive: true })).filter(
    (path) => path.endsWith(".ts") && !/\.(?:test|trial|d)\.ts$|node_modules/.test(path),
  );
  expect(paths.length).toBeGreaterThan(50);
  const found: string[] = [];
  for (const path of paths) if (registers.test(await readFile(`test/${path}`, "utf8"))) found.push(path);
  expect(found).toEqual([]);
});
