import { randomUUID } from "node:crypto";
import type { ErrorKind } from "../../src/base/tool-error.ts";
import { textWithFacts } from "../../src/toolkit/call/failure.ts";
import { toToolError } from "../../src/toolkit/call/failure-text.ts";
import { type Connection, spawnServer, textOf } from "../support/connect.ts";
import { redirect, reply, silence, wire } from "../support/fault-answers.ts";
import { type Fault, startFaultServer } from "../support/fault-server.ts";

/** How an error of one kind comes about. */
interface Case {
  /** When an error has this kind. */
  when: string;
  /** What Codat responds; `silence` by default. */
  codat?: Fault;
  /** Settings besides Codat's address and a key. */
  settings?: Record<string, string>;
  /** The customer that is requested; the kind's own name by default. */
  customerId?: string;
  /** The tool that is called, if not get_customer. */
  tool?: "list_customers";
  /** The text, where no call to the built server can return it. */
  text?: string;
}

const correlationId = "bc997528a9d7abb9161ef45f05d38599";
const refusal = (status: number, error: string, headers = {}): Fault =>
  reply(status, JSON.stringify({ statusCode: status, error, correlationId }), {
    "content-type": "application/json",
    ...headers,
  });
const neverSynced = refusal(409, "The data set has not been requested.");

const cases: Record<ErrorKind, Case> = {
  arguments: {
    when: "An argument is missing, unknown or invalid, or arguments do not go together. Nothing was sent to Codat, except to find that a page or part does not exist.",
    customerId: "..",
  },
  not_configured: {
    when: "The server has no key, or another setting that the call needs is missing or unusable.",
    settings: { CODAT_API_KEY: "" },
  },
  not_allowed: {
    when: "The operator's settings forbid the call: it names another company, or file contents are masked.",
    settings: { CODAT_COMPANY_IDS: "c0000000-0000-4000-8000-000000000001" },
  },
  bad_request: {
    when: "Codat returned 400. For list_customers, `query` or `orderBy` is usually wrong.",
    codat: refusal(400, "Error parsing query - Could not resolve property x on Customer"),
    tool: "list_customers",
  },
  unauthorized: { when: "Codat returned 401: the key is wrong.", codat: refusal(401, "Unauthorized") },
  payment_required: {
    when: "Codat returned 402: the Codat account has expired or reached a limit.",
    codat: refusal(402, "Your free account has expired."),
  },
  forbidden: {
    when: "Codat returned 403: the key, the plan or the accounting platform does not allow this. The text names the platform if it refused.",
    codat: refusal(403, "You are using an outdated API key or a key not associated with that resource."),
  },
  not_found: {
    when: "Codat returned 404, or the company has no linked accounting connection.",
    codat: refusal(404, "No data available for customers for ID not_found"),
  },
  not_ready: {
    when: "Codat returned 409: it has no data for this company yet. The text gives the state of the sync, and who can fix it.",
    codat: (request, ...rest) =>
      (/\/data\/customers/.test(request.path) ? neverSynced : reply(200, "{}"))(request, ...rest),
  },
  throttled: {
    when: "Codat returned 429, and the wait was too long for this call.",
    codat: refusal(429, "You have made too many requests.", { "retry-after": "90" }),
  },
  withheld: {
    when: "Codat returned 451: the accounting platform withholds the data.",
    codat: refusal(451, "Withheld."),
  },
  upstream: {
    when: "Codat returned another error status, such as 408, 500 or 503.",
    codat: refusal(503, "The Codat API is temporarily offline for maintenance.", { "retry-after": "300" }),
  },
  network: { when: "The connection to Codat failed.", codat: wire("reset") },
  timeout: {
    when: "Codat did not respond in time, or the call reached its deadline.",
    settings: { CODAT_TIMEOUT_MS: "500" },
  },
  too_large: {
    when: "A response, a page or a file is larger than a limit.",
    codat: reply(200, `{"a":"${"x".repeat(8 * 1024 * 1024)}"}`),
  },
  unreadable: {
    when: "A response is not a JSON object, or no text can be extracted from a file.",
    codat: reply(200, "<html>Sign in</html>"),
  },
  redirect: {
    when: "Codat returned a redirect. The server never follows redirects.",
    codat: redirect(302, "https://elsewhere.example/"),
  },
  cancelled: {
    when: "The client canceled the call. It gets no result, so this kind appears only in logs.",
    text: "",
  },
  internal: {
    when: "Something unexpected went wrong in this server. Its log on stderr shows where.",
    text: textWithFacts(toToolError(new Error("unexpected"))),
  },
};

/** For each kind of error a section in Markdown, with a text that the built server returns. */
export async function errorSections(): Promise<string> {
  await using codat = await startFaultServer(respond);
  const settings = {
    ...codat.environment,
    CODAT_API_KEY: "a-key-for-tests-only-0123456789",
    CODAT_RETRY_STRATEGY: "none",
  };
  await using server = await spawnServer(settings, "v2, 2026-07-28");
  const sections: string[] = [];
  for (const [kind, { when, ...one }] of Object.entries(cases)) {
    const text = one.settings
      ? await textWith({ ...settings, ...one.settings })
      : await textFrom(server, kind, one);
    sections.push(`### \`${kind}\`\n\n${when}${text && `\n\n\`\`\`text\n${text}\n\`\`\``}`);
  }
  return sections.join("\n\n");
}

// A 409 is followed by a request for the state of the data, which names no customer.
const respond: Fault = (request, ...rest) => {
  const [, id = ""] = /\/data\/customers(?:\/|\?.*query=)(\w+)/.exec(request.path) ?? [];
  const { codat = silence } = Object.entries(cases).find(([kind]) => kind === id)?.[1] ?? {};
  return (id === "" ? reply(200, "{}") : codat)(request, ...rest);
};

async function textWith(settings: Record<string, string>): Promise<string> {
  await using server = await spawnServer(settings, "v2, 2026-07-28");
  // Awaited here: the server closes when this function returns.
  return await textFrom(server, "A1D001", {});
}

async function textFrom(
  server: Connection,
  kind: string,
  { text, customerId = kind, tool }: Omit<Case, "when">,
) {
  if (text !== undefined) return text;
  // Each for a company of its own: after a 429, calls for the same company are rejected for a while.
  const companyId = randomUUID();
  const result = tool
    ? await server.callTool(tool, { companyId, query: kind })
    : await server.callTool("get_customer", { companyId, customerId });
  // Which code a broken connection has depends on the moment.
  return textOf(result).replace(/\((ECONN|UND_ERR_)\w+\)/, "(ECONNRESET)");
}
