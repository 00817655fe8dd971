import { calls as published } from "../../guard/calls.ts";
import { type Connection, errorOf } from "../../support/connect.ts";
import { shared } from "./twins.ts";

/** One call about a company, and what came back: all its text, with files decoded. */
export interface AnyCall {
  name: string;
  /** It takes no companyId. */
  isWithoutCompany?: true;
  run(client: Connection, companyId: string): Promise<{ ok: boolean; text: string }>;
}

const { connectionId, customerId } = shared;

function toolCall(name: string, args: Record<string, unknown>): AnyCall {
  return {
    name: `${name} ${JSON.stringify(args)}`,
    async run(client, companyId) {
      const result = await client.callTool(name, { companyId, ...args });
      return { ok: errorOf(result).kind === undefined, text: textIn(result) };
    },
  };
}

function download(attachmentId: string, more: Record<string, unknown>): AnyCall {
  return toolCall("download_customer_attachment", { connectionId, customerId, attachmentId, ...more });
}

// Codat's ids are not in its arguments, or it takes none.
const ofNoCompany: AnyCall[] = [
  {
    name: "find_companies",
    async run(client) {
      const result = await client.callTool("find_companies", { name: "mark" });
      return { ok: errorOf(result).kind === undefined, text: textIn(result) };
    },
  },
  {
    name: "lists",
    async run(client) {
      const lists = [
        client.listTools(),
        client.listResources(),
        client.listTemplates(),
        client.listPrompts(),
      ];
      return { ok: true, text: JSON.stringify([await Promise.all(lists), client.instructions()]) };
    },
  },
  {
    name: "resource of companies",
    run: async (client) => ({ ok: true, text: textIn(await client.readResource("codat://companies")) }),
  },
  {
    name: "completion of companyId",
    run: async (client) => {
      const values = await client.complete("review_customers", "companyId", "mark");
      return { ok: true, text: values.join() };
    },
  },
];

const more: AnyCall[] = [
  download(shared.text, { format: "text", part: 2 }),
  download(shared.text, { format: "text", part: 3 }),
  download(shared.text, { find: "owes" }),
  download(shared.text, { find: "owes", sums: true }),
  download(shared.pdf, { format: "image", page: 2 }),
  download(shared.pdf, { format: "text", page: 2 }),
  download(shared.zip, { member: "1" }),
  download(shared.zip, { member: "1", format: "base64" }),
  toolCall("list_customer_attachments", { connectionId, customerId, inspect: true }),
  toolCall("summarize_customers", {}),
  toolCall("find_attachments", { connectionId }),
  toolCall("get_data_status", {}),
];

/** Calls of every tool, resource, prompt and completion. */
export const everything: AnyCall[] = [
  ...published.map(({ name, run }) => ({
    name,
    run: async (client: Connection, companyId: string) => {
      const { kind, text } = await run(client, companyId);
      return { ok: kind === "ok", text: decoded(text) };
    },
  })),
  ...more,
  ...ofNoCompany.map((call) => ({ ...call, isWithoutCompany: true as const })),
];

function textIn(result: unknown): string {
  return decoded(JSON.stringify(result));
}

/** A text followed by the base64 in it, decoded. */
function decoded(text: string): string {
  const parts = [...text.matchAll(/"(?:data|blob)":"([\w+/=]+)"/g)];
  return [text, ...parts.map(([, base64 = ""]) => Buffer.from(base64, "base64").toString("latin1"))].join(
    "\n",
  );
}
