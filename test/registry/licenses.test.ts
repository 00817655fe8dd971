import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "licenses-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function check(...files: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return promisify(execFile)(process.execPath, ["scripts/licenses.mjs", ...files]).then(
    (ended) => ({ code: 0, ...ended }),
    (error) => error,
  );
}

/** The result for one published part and one tool. */
async function checkWith(component: object, tool: object) {
  const [bom, lock] = [join(folder, "bom.json"), join(folder, "lock.json")];
  await writeFile(bom, JSON.stringify({ components: [{ name: "part", ...component }] }));
  await writeFile(lock, JSON.stringify({ packages: { "": {}, "node_modules/tool": tool } }));
  return check(bom, lock);
}

const fine = { licenses: [{ license: { id: "MIT" } }] };

test("every license of this package and of its tools is allowed", async () => {
  const { code, stdout, stderr } = await check();
  expect(stderr).toBe("");
  expect(stdout).toMatch(/^\d\d+ published parts and \d{3} tools, 0 licenses not allowed\n$/);
  expect(code).toBe(0);
});

describe("a license that is not allowed fails, and is named", () => {
  test.each<[string, object, object]>([
    ["of a part", { licenses: [{ license: { id: "GPL-3.0-only" } }] }, { license: "MIT" }],
    [
      "of a part under two licenses",
      { licenses: [{ expression: "MIT AND LGPL-2.1-only" }] },
      { license: "MIT" },
    ],
    [
      "of a part that only tools may have",
      { licenses: [{ license: { id: "MPL-2.0" } }] },
      { license: "MIT" },
    ],
    ["of a part without a license", {}, { license: "MIT" }],
    [
      "of a part within a part",
      { ...fine, components: [{ name: "inner", licenses: [{ expression: "GPL-2.0-or-later" }] }] },
      { license: "MIT" },
    ],
    ["that is no SPDX expression", { licenses: [{ license: { name: "see LICENSE" } }] }, { license: "MIT" }],
    ["of a tool", fine, { license: "AGPL-3.0-or-later" }],
    ["of a tool without a license", fine, {}],
  ])("%s", async (_, component, tool) => {
    const { code, stdout, stderr } = await checkWith(component, tool);
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^(part|inner|node_modules\/tool) (is in the published files|builds or tests this package), under /,
    );
    expect(stdout).toContain("1 licenses not allowed");
  });
});

test("of licenses to choose from, one must be allowed", async () => {
  const choice = {
    licenses: [{ expression: "(GPL-2.0-or-later OR FTL) AND Apache-2.0 WITH LLVM-exception" }],
  };
  expect(await checkWith(choice, { license: "(BSD-3-Clause OR GPL-2.0)" })).toMatchObject({ code: 0 });
});
