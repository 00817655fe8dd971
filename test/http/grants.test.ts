import { McpServer } from "@modelcontextprotocol/server";
import { expect, test } from "vitest";
import { readCommand } from "../../src/cli/command.ts";
import { isRefusal } from "../../src/http/callers/caller.ts";
import { settingsFor } from "../../src/http/callers/settings-for.ts";
import { readEntry, type TokenEntry } from "../../src/http/callers/token-entry.ts";
import { createGrants } from "../../src/http/grants.ts";
import type { Settings } from "../../src/settings/index.ts";
import { companyAt } from "./isolation/twins.ts";

type Grant = Omit<TokenEntry["caller"], "name">;

function granted(grant: Grant, query = "", environment: Record<string, string> = {}): Settings {
  const command = readCommand(["http"], { CODAT_TOOLSETS: "customers,companies", ...environment });
  if (command.name !== "http") throw new Error("This is not the command http.");
  const settings = settingsFor(
    command.settings,
    { name: "a", ...grant },
    new URL(`http://in.process/mcp${query}`),
  );
  if (isRefusal(settings)) throw new Error(settings.message);
  return settings;
}

/** Grants, and the settings that one was made for, each time. */
function countGrants() {
  const made: Settings[] = [];
  const grants = createGrants({
    grant: async (settings) => {
      made.push(settings);
      return () => new McpServer({ name: "test", version: "0" });
    },
  });
  return { grants, made };
}

const [a, b] = [companyAt(1), companyAt(2)];

test("callers share a grant only if they may read exactly the same", async () => {
  const { grants, made } = countGrants();
  const same = [
    granted({ companies: [a, b] }),
    granted({ companies: [b, a.toUpperCase(), a] }),
    granted({ companies: [a, b], toolsets: ["companies", "customers"] }),
  ];
  for (const settings of same) await grants(settings);
  expect(made).toHaveLength(1);
  const different = [
    granted({ companies: [a] }),
    granted({ companies: [a, b] }, `?companies=${a}`),
    granted({ companies: "all" }),
    granted({ companies: "all" }, `?companies=${a}`),
    granted({ companies: "all" }, "", { CODAT_COMPANY_IDS: a }),
    granted({ companies: [a], toolsets: ["customers"] }),
    granted({ companies: [a], mask: ["email"] }),
    granted({ companies: [a], mask: ["email", "files"] }),
    { ...granted({ companies: [a] }), resultLimitChars: 5_000 },
    granted({ companies: [a] }, "", { CODAT_MASK: "email" }),
  ];
  for (const settings of different) await grants(settings);
  expect(made).toHaveLength(1 + different.length);
  for (const settings of different) await grants(settings);
  expect(made).toHaveLength(1 + different.length);
});

test("500 grants are kept, and the least recently used is forgotten", async () => {
  const { grants, made } = countGrants();
  const grantAt = (index: number) => grants(granted({ companies: [companyAt(index)] }));
  for (let index = 0; index < 500; index++) await grantAt(index);
  await grantAt(0);
  expect(made).toHaveLength(500);
  await grantAt(500);
  await grantAt(0);
  await grantAt(2);
  expect(made).toHaveLength(501);
  await grantAt(1);
  expect(made).toHaveLength(502);
});

test("a grant that could not be made is made again", async () => {
  let failures = 1;
  const grants = createGrants({
    grant: async () => {
      if (failures-- > 0) throw new Error("Not yet.");
      return () => new McpServer({ name: "test", version: "0" });
    },
  });
  const settings = granted({ companies: [a] });
  await expect(grants(settings)).rejects.toThrow("Not yet.");
  await expect(grants(settings)).resolves.toBeTypeOf("function");
});

test("the order of the masks and toolsets of an entry makes no other grant", async () => {
  const sha256 = "0".repeat(64);
  const entries = [
    { name: "a", sha256, companies: [a], mask: ["email", "files"], toolsets: ["customers", "companies"] },
    { name: "b", sha256, companies: [a], mask: ["files", "email"], toolsets: ["companies", "customers"] },
  ];
  const { grants, made } = countGrants();
  for (const entry of entries) await grants(granted(readEntry(entry).caller));
  expect(made).toHaveLength(1);
});
