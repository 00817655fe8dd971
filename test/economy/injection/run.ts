// Shows a gullible reader every result in which a text of the borrower instructs it.
import { ids } from "../../support/upstream.ts";
import { ownWords } from "./gullible-reader.ts";
import { orders, word } from "./payloads.ts";
import { errorPlaces, filePlaces, recordPlaces, type World } from "./world.ts";

const { connectionId, customerId, attachmentId } = ids;

/** A server, as far as the reader uses it. */
export interface Server {
  /** The texts of a tool's result, of its progress and of its errors. */
  call(name: string, args: Record<string, unknown>): Promise<string[]>;
  /** The texts of a resource, or of the error. */
  read(uri: string): Promise<string[]>;
}

export interface Shown {
  place: string;
  payload: string;
  /** Whether the order was in any text at all. */
  arrived: boolean;
  /** The calls whose texts the reader obeyed. */
  obeyed: string[];
}

/** What is asked about a company. */
interface Question {
  tool: string;
  args?: Record<string, unknown>;
}

const customer = { customerId };
const files = { connectionId, customerId };
const file = { ...files, attachmentId };

const downloads: Question[] = ["text", "link", "base64"].map((format) => ({
  tool: "download_customer_attachment",
  args: { ...file, format },
}));
// The text, a search in it, and sums.
const contents: Question[] = [
  ...downloads.slice(0, 1),
  ...[{}, { find: "loan" }, { find: "loan", sums: true }].map((args) => ({
    tool: "download_customer_attachment",
    args: { ...file, ...args },
  })),
];
const firstMember: Question = {
  tool: "download_customer_attachment",
  args: { ...file, member: "1", format: "text" },
};
const find: Question = { tool: "find_attachments", args: { connectionId } };
const customers: Question[] = [
  { tool: "list_customers" },
  { tool: "list_customers", args: { fields: ["id", "customername"] } },
  { tool: "get_customer", args: customer },
  { tool: "summarize_customers" },
  find,
];
const attachments: Question[] = [
  { tool: "list_customer_attachments", args: files },
  { tool: "get_customer_attachment", args: file },
  ...downloads,
  find,
];
const companies: Question[] = [
  { tool: "find_companies" },
  { tool: "list_connections" },
  { tool: "get_data_status" },
  { tool: "list_customers", args: { pageSize: 1 } },
  { tool: "summarize_customers", args: { parts: ["counts"] } },
  // The server chooses the connection, or lists the candidates.
  { tool: "list_customer_attachments", args: customer },
];
const errors: Question[] = [
  { tool: "list_customers", args: { query: "status=active" } },
  ...downloads.slice(0, 1),
  { tool: "get_data_status" },
  find,
];

function named({ format, find, sums, member }: Record<string, unknown>): string[] {
  return [format, find && "find", sums && "sums", member && "member"].filter(
    (name) => typeof name === "string",
  );
}

/** What may show a place: questions, and resources of the company. */
function questionsAbout(place: string): { questions: Question[]; resources: string[] } {
  if (/^a\.(zip|eml)$/.test(place)) return { questions: [...contents, firstMember], resources: [] };
  if (filePlaces.includes(place)) return { questions: contents, resources: [] };
  if (errorPlaces.includes(place)) return { questions: errors, resources: [`customers/${customerId}`] };
  if (/^(attachment|download)\./.test(place))
    return {
      questions: attachments,
      resources: [`connections/${connectionId}/customers/${customerId}/attachments/${attachmentId}`],
    };
  if (/^(company|connection|status)\./.test(place)) return { questions: companies, resources: [""] };
  return { questions: customers, resources: [`customers/${customerId}`] };
}

/** Every place. Errors come last: after a 429 the server may refuse to ask again. */
export const places: readonly string[] = [...recordPlaces, ...filePlaces, ...errorPlaces];

/** Puts a payload at a place of the world, asks the server, and lets the reader act. */
export async function show(
  place: string,
  [payload, text]: readonly [name: string, text: string],
  world: World,
  server: Server,
): Promise<Shown> {
  const companyId = world.put(place, text);
  const shown: Shown = { place, payload, arrived: false, obeyed: [] };
  const look = (asked: string, texts: string[]) => {
    if (texts.some((one) => one.includes(word))) shown.arrived = true;
    if (orders(ownWords(texts))) shown.obeyed.push(asked);
  };
  const { questions, resources } = questionsAbout(place);
  for (const { tool, args = {} } of questions) {
    const about = tool === "find_companies" ? {} : { companyId };
    look([tool, ...named(args)].join(" "), await server.call(tool, { ...about, ...args }));
  }
  for (const path of resources) {
    const uri = `codat://companies/${companyId}${path && "/"}${path}`;
    look(uri, await server.read(uri));
  }
  return shown;
}
