import { expect, test } from "vitest";
import { customerRoute } from "../../../src/codat/routes.ts";
import { createMask } from "../../../src/guard/mask/mask.ts";
import { runToEnd } from "../../support/run-to-end.ts";

const rememberedValues = 200_000;

/** The number at the end of a masked email address. The mask keeps its numbers between calls. */
function createNumbering() {
  const { json } = createMask(["email"]);
  return (email: string) =>
    Number(/#(\d+)$/.exec(String(runToEnd(json(customerRoute("x", "1"), { email })).email))?.[1]);
}

test("a value that was masked long ago gets a new number, and no number represents two values", () => {
  const numberOf = createNumbering();
  const first = numberOf("first@x.example");
  const given = new Set([first]);
  for (let nth = 0; nth < rememberedValues; nth++) given.add(numberOf(`${nth}@x.example`));
  const again = numberOf("first@x.example");
  expect(given.size).toBe(rememberedValues + 1);
  expect(given).not.toContain(again);
  expect(again).toBeGreaterThan(rememberedValues);
});

test("a value keeps its number while no more than 200,000 values are masked", () => {
  const numberOf = createNumbering();
  const first = numberOf("first@x.example");
  const second = numberOf("second@x.example");
  for (let nth = 3; nth <= rememberedValues; nth++) numberOf(`${nth}@x.example`);
  expect([numberOf("first@x.example"), numberOf("second@x.example")]).toEqual([first, second]);
});
