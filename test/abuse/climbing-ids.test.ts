import { describe, expect, test } from "vitest";
import { connect } from "../support/connect.ts";
import { startNormalizingGateway } from "../support/normalizing-gateway.ts";
import { idIn, ids, startUpstream } from "../support/upstream.ts";
import { goodValues } from "./fields.ts";
import { shown } from "./tally.ts";
import type { Target } from "./target.ts";
import { targets } from "./targets.ts";

const another = "99999999-9999-4999-8999-999999999999";
const allowed = [ids.companyId, "11111111-1111-4111-8111-111111111111"];

const ways = [`companies/${another}/data/customers/9`, `${another}/data/customers/9`, `companies/${another}`];
const climbs = ["../", "..%2F", "%2e%2e/", "..\\", "..;/", ".. /", "%252e%252e%252f", "a/../../", "./../"];
/** Ids that lead to another company behind a gateway that decodes and normalizes. */
const climbing = [
  ...[1, 3, 5].flatMap((times) => climbs.flatMap((climb) => ways.map((way) => climb.repeat(times) + way))),
  ...["/", "//", "7/download", "7%2Fdownload", "?x", "#x", "x?y=/../", "..", ".", "%2e%2e", `//${another}`],
];

const companyIn = (path: string) => /^\/companies\/([^/?]+)/.exec(path)?.[1];

const reply = (url: string) => {
  const name = companyIn(url) === another ? "Other Ltd" : "Toft Ltd";
  const row = { id: ids.connectionId, name, customerName: name, sourceType: "Accounting", status: "Linked" };
  if (url.endsWith("/download")) return { body: name, headers: { "content-type": "text/plain" } };
  return { json: { ...row, id: idIn(url), results: [row], totalResults: 1, attachments: [row] } };
};

/** Calls a target with every climbing id. Counts the requests and results that reached another company. */
async function climb(target: Target, field: string) {
  await using upstream = await startUpstream(reply);
  await using gateway = await startNormalizingGateway(upstream.environment.CODAT_BASE_URL);
  await using client = await connect({
    ...gateway.environment,
    CODAT_COMPANY_IDS: allowed.join(),
    CODAT_TOOLSETS: "customers,companies",
    CODAT_RETRY_MAX_ATTEMPTS: "1",
  });
  const outside: string[] = [];
  const [base = {}] = target.bases;
  for (const id of climbing) {
    upstream.requests.length = 0;
    const { texts } = await target.call(client, { ...base, [field]: target.written(id) });
    for (const { url } of upstream.requests) {
      const company = companyIn(url);
      if (company && !allowed.includes(company)) outside.push(`${shown(id)} requested ${url}`);
    }
    if (texts.join().includes("Other Ltd")) outside.push(`${shown(id)} returned the other company's data`);
  }
  return outside;
}

const rows = targets.flatMap((target) =>
  target.fields
    .filter(({ name }) => /Id$/.test(name) && name in goodValues)
    .map(({ name: field }) => ({ target, name: target.name, field })),
);

describe("behind a gateway that decodes and normalizes, no id reaches another company", () => {
  test.for(rows)("$name: $field", { timeout: 120_000 }, async ({ target, field }, { task }) => {
    const outside = await climb(target, field);
    const tally = { tried: climbing.length, outside: outside.length };
    task.meta.abuse = { rows: [{ target: target.name, field, climbing: tally }] };
    expect(outside).toEqual([]);
  });
});

test("without the checks, the gateway would pass these ids on to the other company", async () => {
  await using upstream = await startUpstream(reply);
  await using gateway = await startNormalizingGateway(upstream.environment.CODAT_BASE_URL);
  const climb = encodeURIComponent(`../../../${another}/data/customers/9`);
  await fetch(`${gateway.environment.CODAT_BASE_URL}/companies/${allowed[0]}/data/customers/${climb}`);
  expect(upstream.requests.map(({ url }) => companyIn(url))).toEqual([another]);
});
