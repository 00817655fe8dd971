import { expect, test } from "vitest";
import { startAnsweringEmpty } from "./answers.ts";
import { within } from "./any-id.ts";
import type { Row } from "./tally.ts";
import { startWire } from "./wire.ts";

// Without null, "" and [], which mean absent, and without the JSON of an object.
const notObjects = [[{}], ["companyId"], "text", "[1]", 5, true];

test("every tool rejects arguments that are not an object, without a request", within, async ({ task }) => {
  await using upstream = await startAnsweringEmpty();
  const environment = { ...upstream.environment, CODAT_TOOLSETS: "customers,companies" };
  await using wire = startWire(environment, "2025-06-18");
  wire.open();
  const listed = JSON.parse(await wire.request("tools/list", {}));
  const tools: { name: string }[] = listed.result.tools;
  const rows: Row[] = [];
  for (const { name } of tools) {
    let refused = 0;
    for (const given of notObjects) {
      const answer = await wire.request("tools/call", { name, arguments: given });
      if (/"code":-32602,.*arguments/.test(answer)) refused++;
    }
    const bad = { tried: notObjects.length, refused, requests: upstream.requests.length };
    rows.push({ target: name, field: "(not an object)", bad });
  }
  task.meta.abuse = { rows };
  expect(rows.length).toBeGreaterThan(7);
  for (const { bad } of rows)
    expect(bad).toEqual({ tried: notObjects.length, refused: notObjects.length, requests: 0 });
});
