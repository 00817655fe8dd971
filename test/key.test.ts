import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { hosts } from "../src/cli/commands/config.ts";
import { opening, startChild } from "./support/child.ts";
import { ids, type Reply, startUpstream } from "./support/upstream.ts";

/** Its base64 contains +, / and padding, and no form of it is part of another form. */
const key = "fake~~key?for >>>tests? 01";
const base64 = Buffer.from(key).toString("base64");
const forms = [
  key,
  base64,
  base64.replace(/=+$/, ""),
  Buffer.from(key).toString("base64url"),
  encodeURIComponent(key),
  encodeURIComponent(base64),
  Buffer.from(key).toString("hex"),
];
const { companyId, connectionId, customerId, attachmentId } = ids;
const file = { companyId, connectionId, customerId, attachmentId };
const resource = `codat://companies/${companyId}/connections/${connectionId}/customers/${customerId}/attachments/${attachmentId}`;

/** An upstream that returns the key everywhere: in fields and names, in errors of each status, in headers. */
function echoing(url: string, nth: number): Reply {
  const all = forms.join(" ");
  const headers = { "x-echo": encodeURIComponent(key), "content-type": `text/plain; note="${base64}"` };
  if (url.endsWith("/download")) return { headers, body: "name,sum\nHarbour,1" };
  if (url.includes("/refused-")) {
    const status = [400, 401, 402, 403, 404, 409, 429, 451, 500][nth % 9] ?? 500;
    return { status, headers, json: { error: `No: ${all}`, correlationId: base64.replace(/\W/g, "") } };
  }
  const row = {
    id: "1",
    name: `a ${key}.csv`,
    customerName: all,
    [key]: key,
    status: base64,
    sourceType: base64,
  };
  return { headers, json: { ...row, results: [row], attachments: [row], customers: { currentStatus: key } } };
}

const calls: [string, object][] = [
  ...[
    "list_customers",
    "get_customer",
    "list_customer_attachments",
    "get_customer_attachment",
    "get_data_status",
  ].map((name): [string, object] => ["tools/call", { name, arguments: argumentsOf(name) }]),
  ["tools/call", { name: "find_companies", arguments: {} }],
  ["tools/call", { name: "list_connections", arguments: { companyId } }],
  // Without a connectionId, so that the server looks it up.
  ["tools/call", { name: "list_customer_attachments", arguments: { companyId, customerId } }],
  ...["base64", "text", "link", "file"].map((format): [string, object] => [
    "tools/call",
    { name: "download_customer_attachment", arguments: { ...file, format } },
  ]),
  ...Array.from({ length: 9 }, (_, nth): [string, object] => [
    "tools/call",
    { name: "get_customer", arguments: { companyId, customerId: `refused-${nth}` } },
  ]),
  ["tools/call", { name: "get_customer", arguments: { [key]: key, companyId: key } }],
  ...["companies", `companies/${companyId}`, `companies/${companyId}/customers/1`].map(
    (path): [string, object] => ["resources/read", { uri: `codat://${path}` }],
  ),
  ["resources/read", { uri: resource }],
  ["resources/read", { uri: `${resource}/content` }],
  ["resources/read", { uri: `codat://companies/${companyId}/customers/refused-9` }],
  ["prompts/get", { name: "review_customers", arguments: { companyId } }],
  ["prompts/get", { name: "review_customer_documents", arguments: { companyId, customerId } }],
  ["completion/complete", completion("customerId", "a")],
  ["completion/complete", completion("companyId", "a")],
  ...["tools/list", "resources/list", "resources/templates/list", "prompts/list"].map(
    (method): [string, object] => [method, {}],
  ),
];

function argumentsOf(name: string): object {
  if (name.endsWith("attachment")) return file;
  return name === "list_customer_attachments"
    ? { companyId, connectionId, customerId }
    : { companyId, ...(name === "get_customer" && { customerId }) };
}

function completion(name: string, value: string): object {
  const uri = "codat://companies/{companyId}/customers/{customerId}";
  return {
    ref: { type: "ref/resource", uri },
    argument: { name, value },
    context: { arguments: { companyId } },
  };
}

test("for any call and any response, no form of the key is returned or logged", {
  timeout: 60_000,
}, async () => {
  const folder = await mkdtemp(join(tmpdir(), "key-"));
  const audit = join(folder, "audit.jsonl");
  await using upstream = await startUpstream(echoing);
  const environment = {
    ...upstream.environment,
    CODAT_API_KEY: key,
    CODAT_TOOLSETS: "customers,companies",
    CODAT_AUDIT_LOG: audit,
    CODAT_DOWNLOAD_DIR: folder,
    CODAT_LOG_LEVEL: "debug",
    CODAT_RETRY_STRATEGY: "none",
  };
  let out = "";
  await using child = startChild(environment);
  child.send(...opening, ...calls.map(([method, params], nth) => ({ id: nth + 10, method, params })));
  for (const nth of calls.keys()) await child.answer(nth + 10);
  out += child.stdout() + child.stderr();

  for (const flags of [
    ["doctor"],
    ["doctor", "--json"],
    ...hosts.map((host) => ["config", host]),
    ["--help"],
    [`--${key}`],
    [key],
  ]) {
    await using other = startChild(environment, { flags });
    await other.exited;
    out += other.stdout() + other.stderr();
  }
  out += await readFile(audit, "utf8");
  out += (await readdir(folder)).join("\n");
  await rm(folder, { recursive: true });

  expect(upstream.requests.length).toBeGreaterThan(25);
  expect(upstream.requests.every(({ headers }) => headers.authorization === `Basic ${base64}`)).toBe(true);
  expect(out.length).toBeGreaterThan(20_000);
  for (const form of forms) expect(out.includes(form), form).toBe(false);
});
