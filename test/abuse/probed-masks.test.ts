import { expect, test } from "vitest";
import { connect, errorOf, textOf } from "../support/connect.ts";
import { ids, startUpstream } from "../support/upstream.ts";
import { shown } from "./tally.ts";

const names = [
  "emailAddress",
  "EMAILADDRESS",
  "phone",
  "taxNumber",
  "addresses",
  "contacts",
  "supplementalData",
];
const spellings: ((name: string) => string)[] = [
  (name) => name,
  (name) => `contacts.${name}`,
  (name) => `contacts["${name}"]`,
  (name) => `contacts[0].${name}`,
  (name) => ` ${name} `,
  (name) => `${name}.line1`,
];
const conditions: ((name: string) => string)[] = [
  (name) => `${name}=0161`,
  (name) => `${name}~0161`,
  (name) => `customerName=x&&${name}!=y`,
  (name) => `customerName=x||${name}>y`,
  (name) => `(${name}=x)`,
  (name) => `${name} in (1,2)`,
];
const orders: ((name: string) => string)[] = [(name) => name, (name) => `-${name}`, (name) => `id,${name}`];

const phone = "0161 496 0142";
const reply = (url: string) =>
  url.includes("/data/customers?")
    ? { status: 400, json: { error: `Invalid value ${phone} in ${decodeURIComponent(url)}` } }
    : { json: { id: ids.customerId, phone } };

test("no query and no order asks for a masked field", { timeout: 60_000 }, async ({ task }) => {
  await using upstream = await startUpstream(reply);
  await using client = await connect({ ...upstream.environment, CODAT_MASK: "email,phone,address,tax" });
  const rows = { query: conditions, orderBy: orders };
  task.meta.abuse = { rows: [] };
  for (const [field, forms] of Object.entries(rows)) {
    const sent: string[] = [];
    let tried = 0;
    for (const name of names.flatMap((name) => spellings.map((spell) => spell(name)))) {
      for (const value of forms.map((form) => form(name))) {
        tried++;
        const result = await client.callTool("list_customers", { companyId: ids.companyId, [field]: value });
        if (errorOf(result).kind !== "arguments" || upstream.requests.length > 0) sent.push(shown(value));
        upstream.requests.length = 0;
      }
    }
    task.meta.abuse.rows?.push({ target: "list_customers", field, probes: { tried, sent: sent.length } });
    expect(sent).toEqual([]);
  }
});

test("an error that repeats a value does not show whether a record has it", async () => {
  await using upstream = await startUpstream(reply);
  await using client = await connect({ ...upstream.environment, CODAT_MASK: "email,phone,address,tax" });
  const record = await client.callTool("get_customer", {
    companyId: ids.companyId,
    customerId: ids.customerId,
  });
  const [mask = "missing"] = textOf(record).match(/#\d+/) ?? [];
  const query = `customerName=${phone}`;
  const error = await client.callTool("list_customers", { companyId: ids.companyId, query });
  expect(errorOf(error).kind).toBe("bad_request");
  expect(textOf(error)).not.toContain(mask);
  expect(textOf(error)).not.toMatch(/0161|4960142/);
});
