import { expect, test } from "vitest";
import { bakery, components, studio, wholesaler } from "../../src/sandbox/companies.ts";
import { startSandbox } from "../../src/sandbox/index.ts";
import { type Connection, connect, errorOf } from "../support/connect.ts";
import { startNormalizingGateway } from "../support/normalizing-gateway.ts";
import { askedAbout, others, published, toolsets, variablesOf } from "./calls.ts";

const allowed = [wholesaler.id, components.id];
const foreign = studio.id;
const ids: Record<string, string> = { ...others, companyId: wholesaler.id };

const ways = [`companies/${foreign}/data/customers/9`, `${foreign}/data/customers/9`, "companies", "x"];
const climbs = ["../", "..%2F", "%2e%2e/", "..\\", "..;/", ".. /", "%252e%252e%252f", "a/../../", "./../"];
/** Ids that lead elsewhere behind a gateway that decodes and normalizes. */
const climbing = [
  ...climbs.flatMap((climb) => ways.map((way) => climb.repeat(3) + way)),
  ...["/", "//", "9/../8", "7/download", "7%2Fdownload", "?x", "#x", "x?y=/../", "..", ".", "%2e%2e"],
];

interface Place {
  name: string;
  ask(client: Connection, id: string): Promise<string>;
}

const text = (answer: Promise<unknown>) =>
  answer.then(JSON.stringify, ({ message, data }) => JSON.stringify({ message, data }));

const among = (names: readonly string[], name: string, id: string) => ({
  ...Object.fromEntries(names.map((one) => [one, ids[one] ?? ""]).filter(([, value]) => value !== "")),
  [name]: id,
});

const open = (names: readonly string[]) => names.filter((name) => name in ids);

/** Every id parameter of all published tools, resources and prompts. */
const places: Place[] = [
  ...published.tools.flatMap((tool) =>
    open(tool.names).map((name) => ({
      name: `${tool.name}: ${name}`,
      ask: (client: Connection, id: string) =>
        text(client.callTool(tool.name, among(open(tool.names), name, id))),
    })),
  ),
  ...published.templates.flatMap((template) =>
    variablesOf(template).map((name) => ({
      name: `${template}: ${name}`,
      ask: (client: Connection, id: string) => {
        const values: Record<string, string> = among(variablesOf(template), name, id);
        const uri = template.replace(/\{(\w+)\}/g, (_, one: string) => encodeURIComponent(values[one] ?? ""));
        return text(client.readResource(uri));
      },
    })),
  ),
  ...published.prompts.flatMap((prompt) =>
    open(prompt.names).map((name) => ({
      name: `${prompt.name}: ${name}`,
      ask: (client: Connection, id: string) =>
        text(client.getPrompt(prompt.name, among(open(prompt.names), name, id))),
    })),
  ),
  ...published.completed.flatMap(({ of, names }) =>
    open(names).flatMap((completed) =>
      open(names)
        .filter((name) => name !== completed)
        .map((name) => ({
          name: `completion of ${completed} in ${of}: ${name}`,
          ask: (client: Connection, id: string) =>
            text(client.complete(of, completed, "", among(open(names), name, id))),
        })),
    ),
  ),
];

test("behind a gateway that decodes and normalizes paths, no id leads outside the allowed companies", {
  timeout: 60_000,
}, async () => {
  expect(climbing.length).toBeGreaterThan(40);
  expect(places.length).toBeGreaterThan(30);
  await using sandbox = await startSandbox();
  await using gateway = await startNormalizingGateway(sandbox.baseUrl);
  await using client = await connect({
    ...gateway.environment,
    ...toolsets,
    CODAT_API_KEY: sandbox.apiKey,
    CODAT_COMPANY_IDS: allowed.join(),
  });
  for (const place of places) {
    for (const id of climbing) {
      const answer = await place.ask(client, id);
      for (const secret of [studio.name, bakery.name, "Fernhollow"])
        expect(answer, place.name).not.toContain(secret);
    }
  }
  for (const asked of askedAbout(sandbox)) expect(allowed).toContain(asked);
});

test("the gateway of these tests routes a path with dot segments elsewhere", async () => {
  await using sandbox = await startSandbox();
  await using gateway = await startNormalizingGateway(sandbox.baseUrl);
  const climb = encodeURIComponent(`../../../${foreign}/data/customers`);
  await fetch(`${gateway.environment.CODAT_BASE_URL}/companies/${wholesaler.id}/data/customers/${climb}`);
  expect(askedAbout(sandbox)).toEqual([foreign]);
});

test("an id that a gateway routes to another record or to a list is an error, never a result", async () => {
  await using sandbox = await startSandbox();
  await using gateway = await startNormalizingGateway(sandbox.baseUrl);
  await using client = await connect({ ...gateway.environment, CODAT_API_KEY: sandbox.apiKey });
  for (const customerId of ["/", "//", "?x", `${others.customerId}?x`, `${others.customerId}#x`]) {
    const result = await client.callTool("get_customer", { companyId: wholesaler.id, customerId });
    expect(errorOf(result), customerId).toMatchObject({ retryable: false });
    expect(["upstream", "not_found"], customerId).toContain(errorOf(result).kind);
  }
});
