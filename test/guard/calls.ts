import { wholesaler } from "../../src/sandbox/companies.ts";
import type { Sandbox } from "../../src/sandbox/index.ts";
import { type ClientKind, type Connection, connect, errorOf } from "../support/connect.ts";

/** The outcome of a call: its complete result, or the kind and complete text of its failure. */
interface Outcome {
  kind: string;
  text: string;
}

/** A published call about a company; without its id if that is omitted. */
export interface Call {
  name: string;
  run(client: Connection, companyId?: string): Promise<Outcome>;
  /** The kind of outcome for a company that may not be read, and for a missing id. */
  refused: string;
  withoutId: string | undefined;
}

export const company = wholesaler.id;
export const others: Record<string, string> = {
  connectionId: wholesaler.connectionId,
  customerId: "d0000000-0000-4000-8000-000000000001",
  attachmentId: "f0000000-0000-4000-8000-000000000007",
};
export const toolsets = { CODAT_TOOLSETS: "customers,companies" };

/** The company's id for that argument or variable, and matching values for the others. */
const given = (names: string[], companyId?: string) => ({
  ...Object.fromEntries(Object.entries(others).filter(([name]) => names.includes(name))),
  ...(companyId && { companyId }),
});
export const variablesOf = (template: string) =>
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

const picture = { attachmentId: "f0000000-0000-4000-8000-000000000003" };
// The email, which holds a file.
const inside = { attachmentId: "f0000000-0000-4000-8000-000000000008", member: "1" };

function resourceCall(template: string): Call {
  const values = variablesOf(template).includes("member") ? inside : {};
  return {
    name: template,
    refused: "not_allowed",
    withoutId: undefined,
    run: (client, companyId) =>
      client
        .readResource(uriOf(template, { ...given(variablesOf(template), companyId), ...values }))
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

/** Everything that takes arguments, as the server publishes it. */
export async function readPublished(client: Connection) {
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

export const published = await (async () => {
  await using client = await connect(toolsets);
  return await readPublished(client);
})();

/** Every tool with each of its formats, also without its connection; every template, prompt and completed id. */
export const calls: Call[] = [
  ...published.tools.flatMap(({ name, properties, names }) => {
    if (!names.includes("companyId")) return [];
    const formats = (properties.format?.enum ?? []).map((format) =>
      toolCall(name, { format, ...(format === "image" ? picture : {}) }, names),
    );
    const found = names.filter((id) => id !== "connectionId");
    return [toolCall(name, {}, names), toolCall(name, {}, found), ...formats];
  }),
  ...published.templates.map(resourceCall),
  ...published.prompts.map(({ name, names }) => promptCall(name, names)),
  ...published.completed.flatMap(({ of, names }) =>
    names.filter((name) => name in others).map((name) => completionCall(of, name, names)),
  ),
];

/** A client of a server for that sandbox, with this CODAT_COMPANY_IDS. */
export const ask = ({ baseUrl, apiKey }: Sandbox, pins: string, kind?: ClientKind) =>
  connect({ CODAT_BASE_URL: baseUrl, CODAT_API_KEY: apiKey, CODAT_COMPANY_IDS: pins, ...toolsets }, kind);
/** The companies that were requested from the sandbox; "all" for the list of all companies. */
export const askedAbout = ({ requests }: Sandbox) => [
  ...new Set(requests.map(({ url }) => url.split("?")[0]?.split("/")[2]?.toLowerCase() ?? "all")),
];
