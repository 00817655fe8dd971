import { expect, test } from "vitest";
import { toolsets } from "../../src/tools/index.ts";
import description from "./openapi.json" with { type: "json" };

test("the converters' input describes the five operations in this server's order", () => {
  const operations = Object.values(description.paths).map(({ get }) => get.operationId);
  expect(operations).toEqual(toolsets.customers.map(({ name }) => name));
});
