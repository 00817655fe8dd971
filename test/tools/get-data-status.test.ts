import { describe, expect, test, vi } from "vitest";
import { clients, connect, errorOf, textOf } from "../support/connect.ts";
import { ids, startUpstream } from "../support/upstream.ts";

const { companyId } = ids;
const toolsets = { CODAT_TOOLSETS: "customers,companies" };

/** The result of get_data_status for this entry in Codat's dataStatus. */
async function statusAnswer(dataStatus: object, args: Record<string, unknown> = {}) {
  await using upstream = await startUpstream(() => ({ json: dataStatus }));
  await using client = await connect({ ...upstream.environment, ...toolsets });
  const result = await client.callTool("get_data_status", { companyId, ...args });
  const urls = upstream.requests.map(({ url }) => url);
  return { result, urls, text: textOf(result).split("\n")[0], json: result.structuredContent };
}

test.each(clients)("returns Codat's status with its age and meaning (%s)", async (kind) => {
  const customers = {
    dataType: "customers",
    lastSuccessfulSync: new Date(Date.now() - 49.5 * 3_600_000).toISOString(),
    currentStatus: "Complete",
    latestSyncId: "a",
    odd: null,
  };
  await using upstream = await startUpstream(() => ({ json: { customers, invoices: {} } }));
  await using client = await connect({ ...upstream.environment, ...toolsets }, kind);
  const { structuredContent } = await client.callTool("get_data_status", { companyId });
  expect(structuredContent).toMatchObject({ ...customers, ageHours: 50 });
  expect(structuredContent).toMatchObject({
    notice: expect.stringMatching(
      /^Codat's copy of customers: synced\. The last successful sync was at .*, 2 days ago\./,
    ),
  });
  expect(upstream.requests.map(({ url }) => url)).toEqual([`/companies/${companyId}/dataStatus`]);
});

const statuses = [
  ...["Initial", "Queued", "Fetching", "MapQueued", "Mapping", "ProcessingQueued", "Processing"],
  ...["ValidationQueued", "Validating", "Complete", "NotSupported", "AuthError", "FetchError", "MapError"],
  ...["ValidationError", "ProcessingError", "InternalError", "RateLimitError", "PermissionsError"],
  ...["PrerequisiteNotMet", "Cancelled", "Dreaming"],
];

describe("each of Codat's statuses has its own sentence", () => {
  test.each(statuses)("%s", async (currentStatus) => {
    const { text } = await statusAnswer({ customers: { dataType: "customers", currentStatus } });
    expect(text).toMatchSnapshot();
  });

  test("no two sentences are the same", async () => {
    const answers = await Promise.all(
      statuses.map((currentStatus) => statusAnswer({ customers: { dataType: "customers", currentStatus } })),
    );
    expect(new Set(answers.map(({ text }) => text)).size).toBe(statuses.length);
  });
});

describe("never synced data and incomplete records are results, not errors", () => {
  test.each<[string, object]>([
    ["no customers at all", {}],
    ["null", { customers: null }],
    ["only its dataType", { customers: { dataType: "customers" } }],
    [
      "no status, synced once",
      { customers: { dataType: "customers", lastSuccessfulSync: "2020-01-01T00:00:00Z" } },
    ],
    ["a status that is null", { customers: { dataType: "customers", currentStatus: null } }],
    ["a list", { customers: [] }],
    ["the year 1", { customers: { currentStatus: "Complete", lastSuccessfulSync: "0001-01-01T00:00:00" } }],
    ["a status that JavaScript knows", { customers: { currentStatus: "constructor" } }],
    ["nonsense for a date", { customers: { currentStatus: "Complete", lastSuccessfulSync: "soon" } }],
  ])("%s", async (_, dataStatus) => {
    vi.setSystemTime("2026-01-01T00:00:00Z");
    const { result, text, json } = await statusAnswer(dataStatus);
    vi.useRealTimers();
    expect(result.isError).toBeFalsy();
    expect({ text, json }).toMatchSnapshot();
  });
});

test.each([
  ["2026-06-29T19:02:44Z", "2026-06-29T19:02Z"],
  ["2026-06-29T19:02:44", "2026-06-29T19:02Z"],
  ["2026-06-30T06:12:09.6464237Z", "2026-06-30T06:12Z"],
  ["2026-06-30T06:12:09.6464237", "2026-06-30T06:12Z"],
  ["2026-06-30T06:12:09+02:00", "2026-06-30T04:12Z"],
  ["2026-06-30", "2026-06-30T00:00Z"],
])("a sync at %s is reported as %s", async (lastSuccessfulSync, shown) => {
  const { text } = await statusAnswer({ customers: { currentStatus: "Complete", lastSuccessfulSync } });
  expect(text).toContain(`The last successful sync was at ${shown}, `);
});

test("a sync later than this machine's clock is reported as such", async () => {
  const lastSuccessfulSync = new Date(Date.now() + 3_600_000).toISOString();
  const { text } = await statusAnswer({ customers: { currentStatus: "Complete", lastSuccessfulSync } });
  expect(text).toContain("which is ahead of this machine's clock");
});

test("another data type is requested by Codat's name", async () => {
  const { text, urls } = await statusAnswer(
    { invoices: { currentStatus: "Fetching" } },
    { dataType: "invoices" },
  );
  expect(text).toMatch(/^Codat's copy of invoices: a sync is running/);
  expect(urls).toHaveLength(1);
});

test.each(["customer", "Invoices", "nonsense", "__proto__", " "])(
  "an unknown data type is rejected without a request: “%s”",
  async (dataType) => {
    const { result, urls, text } = await statusAnswer({}, { dataType });
    expect(errorOf(result).kind).toBe("arguments");
    expect(text).toMatch(/^dataType must be one of Codat's data types/);
    expect(urls).toEqual([]);
  },
);
