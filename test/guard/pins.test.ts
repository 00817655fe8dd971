import { describe, expect, test } from "vitest";
import { companiesRoute } from "../../src/codat/company.ts";
import { permitRoute } from "../../src/guard/pins.ts";
import { bakery, components, wholesaler } from "../../src/sandbox/companies.ts";
import { type Sandbox, startSandbox } from "../../src/sandbox/index.ts";
import { type ClientKind, type Connection, clients, connect, errorOf } from "../support/connect.ts";

/** What came of a call: all that it gave, or the kind of its failure and all that it said. */
interface Outcome {
  kind: string;
  text: string;
}

/** A call that the server publishes, about a company; without its id where that is left out. */
interface Call {
  name: string;
  run(client: Connection, companyId?: string): Promise<Outcome>;
  /** The kind of outcome where the company may not be read, and where its id is missing. */
  refused: string;
  withoutId: string | undefined;
}

const company = wholesaler.id;
const others: Record<string, string> = {
  connectionId: wholesaler.connectionId,
  customerId: "d0000000-0000-4000-8000-000000000001",
  attachmentId: "f0000000-0000-4000-8000-000000000007",
};
const toolsets = { CODAT_TOOLSETS: "customers,companies" };

/** The company's id in place of that argument or variable, and what goes with it in the place of the others. */
const given = (names: string[], companyId?: string) => ({
  ...Object.fromEntries(Object.entries(others).filter(([name]) => names.includes(name))),
  ...(companyId && { companyId }),
});
const variablesOf = (template: string) =>
  [...template.matchAll(/\{(\w+)\}/g)].flatMap(([, name]) => name ?? []);
const uriOf = (template: string, values: Record<string, string>) =>
  template.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "");
const failed = ({ message, data }: Error & { data?: { kind?: string } }): Outcome => ({
  kind: data?.kind ?? "protocol",
  text: JSON.stringify({ message, data }),
});

function toolCall(name: string, args: Record<string, string>, names: string[]): Call {
  return {
    name: `${name} ${JSON.stringify(args)}, ${names.join(", ") || "no other id"}`,
    refused: "not_allowed",
    withoutId: "arguments",
    async run(client, companyId) {
      const result = await client.callTool(name, { ...given(names, companyId), ...args });
      return { kind: String(errorOf(result).kind ?? "ok"), text: JSON.stringify(result) };
    },
  };
}

function resourceCall(template: string): Call {
  return {
    name: template,
    refused: "not_allowed",
    withoutId: undefined,
    run: (client, companyId) =>
      client
        .readResource(uriOf(template, given(variablesOf(template), companyId)))
        .then((result) => ({ kind: "ok", text: JSON.stringify(result) }), failed),
  };
}

function promptCall(name: string, names: string[]): Call {
  return {
    name,
    refused: "not_allowed",
    withoutId: "arguments",
    run: (client, companyId) =>
      client.getPrompt(name, given(names, companyId)).then((text) => ({ kind: "ok", text }), failed),
  };
}

function completionCall(of: string, completed: string, names: string[]): Call {
  const known = names.filter((name) => name !== completed);
  return {
    name: `completion of ${completed} in ${of}`,
    refused: "none",
    withoutId: "none",
    async run(client, companyId) {
      const values = await client.complete(of, completed, "", given(known, companyId));
      return { kind: values.length > 0 ? "ok" : "none", text: values.join() };
    },
  };
}

/** What takes arguments, by what the server publishes of it. */
async function readPublished(client: Connection) {
  const tools = (await client.listTools()).tools.map(({ name, inputSchema }) => {
    const { properties, required = [] } = inputSchema as {
      properties: Record<string, { enum?: string[] }>;
      required?: string[];
    };
    return { name, properties, names: Object.keys(properties), required };
  });
  const templates = (await client.listTemplates()).resourceTemplates.map(({ uriTemplate }) => uriTemplate);
  const prompts = (await client.listPrompts()).prompts.map(({ name, arguments: args = [] }) => ({
    name,
    names: args.map((argument) => argument.name),
    required: args.filter(({ required }) => required).map((argument) => argument.name),
  }));
  const completed = [
    ...templates.map((template) => ({ of: template, names: variablesOf(template) })),
    ...prompts.map(({ name, names }) => ({ of: name, names })),
  ];
  return { tools, templates, prompts, completed };
}

const published = await (async () => {
  await using client = await connect(toolsets);
  return await readPublished(client);
})();

/** Every tool with each of its formats, also with its connection left out; every template, prompt and id that is completed. */
const calls: Call[] = [
  ...published.tools.flatMap(({ name, properties, names }) => {
    if (!names.includes("companyId")) return [];
    const formats = (properties.format?.enum ?? []).map((format) => toolCall(name, { format }, names));
    const found = names.filter((id) => id !== "connectionId");
    return [toolCall(name, {}, names), toolCall(name, {}, found), ...formats];
  }),
  ...published.templates.map(resourceCall),
  ...published.prompts.map(({ name, names }) => promptCall(name, names)),
  ...published.completed.flatMap(({ of, names }) =>
    names.filter((name) => name in others).map((name) => completionCall(of, name, names)),
  ),
];
const mayLeaveOut = calls.filter(({ withoutId }) => withoutId !== undefined);

test("whatever the server publishes takes a company's id, but for what finds companies", () => {
  const { tools, templates, prompts } = published;
  const without = (names: string[]) => !names.includes("companyId");
  expect(tools.filter(({ names }) => without(names)).map(({ name }) => name)).toEqual(["find_companies"]);
  expect(templates.filter((template) => without(variablesOf(template)))).toEqual([]);
  expect(prompts.filter(({ names }) => without(names))).toEqual([]);
});

const ask = ({ baseUrl, apiKey }: Sandbox, pins: string, kind?: ClientKind) =>
  connect({ CODAT_BASE_URL: baseUrl, CODAT_API_KEY: apiKey, CODAT_COMPANY_IDS: pins, ...toolsets }, kind);
/** The companies that the sandbox was asked about; "all" for the list of them. */
const askedAbout = ({ requests }: Sandbox) => [
  ...new Set(requests.map(({ url }) => url.split("?")[0]?.split("/")[2]?.toLowerCase() ?? "all")),
];

describe.each(clients)("a company's id (%s)", (kind) => {
  const spellings = [company, company.toUpperCase()];

  test.each([
    ["one company is pinned", bakery.id],
    ["two companies are pinned", `${bakery.id},${components.id}`],
  ])("that is not pinned, where %s, is refused before anything is asked of Codat", async (_, pins) => {
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
  });

  test.each([
    ["is the one pinned", company],
    ["is one of two pinned", `${bakery.id},${company.toUpperCase()}`],
    ["may be any", "all"],
  ])("that %s asks about that company alone", async (_, pins) => {
    await using sandbox = await startSandbox();
    await using client = await ask(sandbox, pins, kind);
    for (const { name, run } of calls) {
      for (const spelled of spellings) expect(await run(client, spelled), name).toMatchObject({ kind: "ok" });
      expect(askedAbout(sandbox), name).toEqual([company]);
    }
  });

  test("may be left out where one company is pinned", async () => {
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
  ])("with pins %s is published as required: %s", async (pins, required) => {
    await using client = await connect({ ...toolsets, CODAT_COMPANY_IDS: pins }, kind);
    const { tools, prompts } = await readPublished(client);
    expect(tools.map(({ name }) => name)).toEqual(published.tools.map(({ name }) => name));
    for (const { name, names, required: told } of [...tools, ...prompts]) {
      expect(told.includes("companyId"), name).toBe(names.includes("companyId") && required);
      expect(told, name).not.toContain("connectionId");
    }
  });
});

describe("where companies are pinned the list of all is never asked for", () => {
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

test("a route to the list of all companies is refused where any is pinned, whoever would ask for it", () => {
  expect(() => permitRoute([company], companiesRoute)).toThrow(/CODAT_COMPANY_IDS/);
  expect(() => permitRoute("all", companiesRoute)).not.toThrow();
});

describe("no id and no URI leads from a pinned company to another", () => {
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
    await client.callTool("get_customer", { companyId: company, customerId });
    expect(sandbox.requests.map(({ url }) => url)).toEqual([
      `/companies/${company}/data/customers/${encodeURIComponent(customerId)}`,
    ]);
  });
});

test.each(clients)("the sandbox speaks of the pinned companies alone (%s)", async (kind) => {
  const pins = `${bakery.id},${wholesaler.id.toUpperCase()}`;
  await using client = await connect({ CODAT_SANDBOX: "true", ...toolsets, CODAT_COMPANY_IDS: pins }, kind);
  const instructions = client.instructions() ?? "";
  expect(instructions).toContain(bakery.id);
  expect(instructions).toContain(wholesaler.name);
  expect(instructions.match(/companyId /g)).toHaveLength(2);
  expect(instructions).not.toContain(components.name);
});

test("no id stands in a log, whatever is called and however it ends", async () => {
  await using sandbox = await startSandbox();
  await using client = await ask(sandbox, `${bakery.id},${company}`);
  for (const { run } of calls) {
    for (const companyId of [company, bakery.id, components.id, undefined]) await run(client, companyId);
  }
  expect(client.logs.length).toBeGreaterThanOrEqual(calls.length * 3);
  expect(client.logs.join("")).toContain("outcome=not_allowed");
  expect(client.logs.join("")).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/i);
});
