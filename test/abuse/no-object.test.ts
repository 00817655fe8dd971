import { expect, test } from "vitest";
import { startAnsweringEmpty } from "./answers.ts";
import { within } from "./any-id.ts";
import type { Row } from "./tally.ts";
import { startWire } from "./wire.ts";

const whole = [[], [{}], ["companyId"], "text", "{}", 5, true, null];

test(
  "arguments that are no object are refused, whatever the tool, and ask nothing of Codat",
  within,
  async ({ task }) => {
    await using upstream = await startAnsweringEmpty();
    const environment = { ...upstream.environment, CODAT_TOOLSETS: "customers,companies" };
    await using wire = startWire(environment, "2025-06-18");
    wire.open();
    const listed = JSON.parse(await wire.request("tools/list", {}));
    const tools: { name: string }[] = listed.result.tools;
    const rows: Row[] = [];
    for (const { name } of tools) {
      let refused = 0;
      for (const given of whole) {
        const answer = await wire.request("tools/call", { name, arguments: given });
        if (/"code":-32602,.*arguments/.test(answer)) refused++;
      }
      const bad = { tried: whole.length, refused, requests: upstream.requests.length };
      rows.push({ target: name, field: "(no object)", bad });
    }
    task.meta.abuse = { rows };
    expect(rows.length).toBeGreaterThan(7);
    for (const { bad } of rows)
      expect(bad).toEqual({ tried: whole.length, refused: whole.length, requests: 0 });
  },
);
