import { describe, expect, test } from "vitest";
import { companiesRoute } from "../../src/codat/routes.ts";
import { permitRoute } from "../../src/guard/company-restriction.ts";
import { bakery, components, wholesaler } from "../../src/sandbox/companies.ts";
import { startSandbox } from "../../src/sandbox/index.ts";
import { clients, connect, errorOf } from "../support/connect.ts";
import {
  ask,
  askedAbout,
  calls,
  company,
  others,
  published,
  readPublished,
  toolsets,
  variablesOf,
} from "./calls.ts";

const mayLeaveOut = calls.filter(({ withoutId }) => withoutId !== undefined);

test("every published tool, resource and prompt takes a companyId, except those that find companies", () => {
  const { tools, templates, prompts } = published;
  const without = (names: string[]) => !names.includes("companyId");
  expect(tools.filter(({ names }) => without(names)).map(({ name }) => name)).toEqual(["find_companies"]);
  expect(templates.filter((template) => without(variablesOf(template)))).toEqual([]);
  expect(prompts.filter(({ names }) => without(names))).toEqual([]);
});

describe.each(clients)("a companyId (%s)", (kind) => {
  const spellings = [company, company.toUpperCase()];

  test.each([
    ["one company", bakery.id],
    ["two companies", `${bakery.id},${components.id}`],
  ])(
    "of another company, on a server restricted to %s, is rejected before any request to Codat",
    async (_, pins) => {
      await using sandbox = await startSandbox();
      await using client = await ask(sandbox, pins, kind);
      for (const { name, run, refused } of calls) {
        for (const spelled of spellings) {
          const { kind: outcome, text } = await run(client, spelled);
          expect(outcome, name).toBe(refused);
          if (refused === "not_allowed") expect(text, name).toContain("CODAT_COMPANY_IDS");
          for (const pinned of pins.split(",")) expect(text.toLowerCase(), name).not.toContain(pinned);
        }
        expect(sandbox.requests, name).toEqual([]);
      }
    },
  );

  test.each([
    ["is the only allowed one", company],
    ["is one of two allowed ones", `${bakery.id},${company.toUpperCase()}`],
    ["is on an unrestricted server", "all"],
  ])("that %s leads only to requests for that company", async (_, pins) => {
    await using sandbox = await startSandbox();
    await using client = await ask(sandbox, pins, kind);
    for (const { name, run } of calls) {
      for (const spelled of spellings) expect(await run(client, spelled), name).toMatchObject({ kind: "ok" });
      expect(askedAbout(sandbox), name).toEqual([company]);
    }
  });

  test("is optional if the server is restricted to one company", async () => {
    await using sandbox = await startSandbox();
    await using client = await ask(sandbox, company, kind);
    for (const { name, run } of mayLeaveOut) {
      expect(await run(client), name).toMatchObject({ kind: "ok" });
      expect(askedAbout(sandbox), name).toEqual([company]);
    }
  });

  test.each(["all", `${bakery.id},${company}`])(
    "is missed, with pins %s, where it is left out",
    async (pins) => {
      await using sandbox = await startSandbox();
      await using client = await ask(sandbox, pins, kind);
      for (const { name, run, withoutId } of mayLeaveOut) {
        const { kind: outcome, text } = await run(client);
        expect(outcome, name).toBe(withoutId);
        if (withoutId === "arguments") expect(text, name).toContain("companyId is required.");
        expect(sandbox.requests, name).toEqual([]);
      }
    },
  );

  test.each([
    ["all", true],
    [company, false],
    [`${bakery.id},${company}`, true],
  ])("with CODAT_COMPANY_IDS=%s is published as required: %s", async (pins, required) => {
    await using client = await connect({ ...toolsets, CODAT_COMPANY_IDS: pins }, kind);
    const { tools, prompts } = await readPublished(client);
    expect(tools.map(({ name }) => name)).toEqual(published.tools.map(({ name }) => name));
    for (const { name, names, required: told } of [...tools, ...prompts]) {
      expect(told.includes("companyId"), name).toBe(names.includes("companyId") && required);
      expect(told, name).not.toContain("connectionId");
    }
  });
});

describe("a restricted server never requests the list of all companies", () => {
  const pins = `${bakery.id},${wholesaler.id}`;
  const texts = ["", " ", "lark", "toll", components.name, components.id, "c0", "%", "a && b", "zzz"];

  test.each([{}, ...texts.map((name) => ({ name })), { page: 2 }, { page: 2, pageSize: 1 }])(
    "by find_companies %j",
    async (args) => {
      await using sandbox = await startSandbox();
      await using client = await ask(sandbox, pins);
      const result = await client.callTool("find_companies", args);
      expect(JSON.stringify(result)).not.toContain(components.id);
      for (const asked of askedAbout(sandbox)) expect(pins).toContain(asked);
    },
  );

  test.each(clients)("by codat://companies (%s)", async (kind) => {
    await using sandbox = await startSandbox();
    await using client = await ask(sandbox, pins, kind);
    const { contents } = await client.readResource("codat://companies");
    expect(contents[0]?.text).toContain(wholesaler.name);
    expect(contents[0]?.text).not.toContain(components.id);
    expect(askedAbout(sandbox).sort()).toEqual([wholesaler.id, bakery.id]);
  });

  test.each(published.completed)("by the completion of companyId in $of", async ({ of, names }) => {
    expect(names).toContain("companyId");
    await using sandbox = await startSandbox();
    await using client = await ask(sandbox, pins);
    for (const text of texts) {
      const values = await client.complete(of, "companyId", text);
      for (const value of values) expect(pins).toContain(value);
    }
    for (const asked of askedAbout(sandbox)) expect(pins).toContain(asked);
  });
});

test("on a restricted server, the route to the list of all companies is always rejected", () => {
  const companyLimits = [{ by: "CODAT_COMPANY_IDS", companyIds: [company] }];
  const restricted = { companyIds: [company], companyLimits };
  expect(() => permitRoute(restricted, companiesRoute)).toThrow(/CODAT_COMPANY_IDS/);
  expect(() => permitRoute({ companyIds: "all", companyLimits: [] }, companiesRoute)).not.toThrow();
});

describe("no id and no URI leads from an allowed company to another one", () => {
  const foreign = components.id;
  const customer = `/customers/${others.customerId}`;
  const refused = [`%63${foreign.slice(1)}${customer}`, `${company}/../${foreign}${customer}`];
  const kept = [`${company}%2F..%2F${foreign}`, `${company}/customers/..%2F..%2F..%2F${foreign}`];

  test.each([...refused, ...kept])("codat://companies/%s", async (path) => {
    await using sandbox = await startSandbox();
    await using client = await ask(sandbox, company);
    await expect(client.readResource(`codat://companies/${path}`)).rejects.toThrow();
    expect(askedAbout(sandbox).filter((id) => id !== company)).toEqual([]);
  });

  test("customerId ../../../{company}", async () => {
    await using sandbox = await startSandbox();
    await using client = await ask(sandbox, company);
    const customerId = `../../../${foreign}/data/customers`;
    expect(errorOf(await client.callTool("get_customer", { companyId: company, customerId })).kind).toBe(
      "arguments",
    );
    expect(sandbox.requests).toEqual([]);
  });
});

test.each(clients)("the sandbox's instructions name only the allowed companies (%s)", async (kind) => {
  const pins = `${bakery.id},${wholesaler.id.toUpperCase()}`;
  await using client = await connect({ CODAT_SANDBOX: "true", ...toolsets, CODAT_COMPANY_IDS: pins }, kind);
  const instructions = client.instructions() ?? "";
  expect(instructions).toContain(bakery.id);
  expect(instructions).toContain(wholesaler.name);
  expect(instructions.match(/companyId /g)).toHaveLength(2);
  expect(instructions).not.toContain(components.name);
});

test("no log contains an id, for any call and any outcome", async () => {
  await using sandbox = await startSandbox();
  await using client = await ask(sandbox, `${bakery.id},${company}`);
  for (const { run } of calls) {
    for (const companyId of [company, bakery.id, components.id, undefined]) await run(client, companyId);
  }
  expect(client.logs.length).toBeGreaterThanOrEqual(calls.length * 3);
  expect(client.logs.join("")).toContain("outcome=not_allowed");
  expect(client.logs.join("")).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/i);
});
