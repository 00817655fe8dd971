import { expect, test } from "vitest";
import { toolsets } from "../../src/tools/index.ts";
import description from "./openapi.json" with { type: "json" };

test("what the converters are given describes the five operations, in the order in which this server lists them", () => {
  const operations = Object.values(description.paths).map(({ get }) => get.operationId);
  expect(operations).toEqual(toolsets.customers.map(({ name }) => name));
});
