import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import packageJson from "../../package.json" with { type: "json" };
import { call, opening, startChild } from "../support/child.ts";
import { ids } from "../support/upstream.ts";

const { companyId, customerId } = ids;
const within = { timeout: 10_000 };

test(
  "the built file alone, in an empty folder with a space in its name, serves the sandbox",
  within,
  async () => {
    const folder = await mkdtemp(join(tmpdir(), "a folder "));
    try {
      await cp("dist/main.mjs", join(folder, "main.mjs"));
      await using child = startChild({}, { flags: ["--sandbox"], file: "main.mjs", cwd: folder });
      child.send(
        ...opening,
        call(2, "list_customers", { companyId: "c0000000-0000-4000-8000-000000000001" }),
      );
      expect(JSON.stringify(await child.answer(2))).toContain("of 240");
      expect(child.stderr()).toContain("event=sandbox");
    } finally {
      await rm(folder, { recursive: true });
    }
  },
);

test.each<[string[], Record<string, string>, number, RegExp, RegExp]>([
  [["--version"], {}, 0, new RegExp(`^${packageJson.version}\n$`), /^$/],
  [["--help"], { CODAT_TIMEOUT_MS: "nonsense" }, 0, /^Usage: codat-customers-mcp/, /^$/],
  [["--nonsense"], {}, 2, /^$/, /^codat-customers-mcp: --nonsense is unknown; --help lists the flags\.\n$/],
  [[], { CODAT_TIMEOUT_MS: "x" }, 2, /^$/, /^codat-customers-mcp: CODAT_TIMEOUT_MS must be [^\n]+\n$/],
])("%j %j prints and ends with %i", within, async (flags, environment, code, out, err) => {
  await using child = startChild(environment, { flags });
  expect(await child.exited).toBe(code);
  expect(child.stdout()).toMatch(out);
  expect(child.stderr()).toMatch(err);
});

test(
  "a missing key is no error at start: tools are listed, and a call says how to set one",
  within,
  async () => {
    await using child = startChild({ CODAT_NONSENSE: "1" });
    child.send(
      ...opening,
      { id: 2, method: "tools/list" },
      call(3, "get_customer", { companyId, customerId }),
    );
    expect(JSON.stringify(await child.answer(2))).toContain("download_customer_attachment");
    expect(JSON.stringify(await child.answer(3))).toContain("must set CODAT_API_KEY");
    expect(child.stderr()).toContain(
      'warning="CODAT_NONSENSE is not a setting of this server and is ignored."',
    );
  },
);
