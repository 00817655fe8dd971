import { expect, test } from "vitest";
import { customerRoute } from "../../../src/codat/routes.ts";
import { createMask } from "../../../src/guard/mask/mask.ts";
import { runToEnd } from "../../support/run-to-end.ts";

const rememberedValues = 200_000;

/** The number that a masked e-mail address ends in, from a mask that remembers what it masked before. */
function createNumbering() {
  const { json } = createMask(["email"]);
  return (email: string) =>
    Number(/#(\d+)$/.exec(String(runToEnd(json(customerRoute("x", "1"), { email })).email))?.[1]);
}

test("a value that was masked long ago gets a new number, and no number ever stands for two values", () => {
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
  for (let nth = 2; nth <= rememberedValues; nth++) numberOf(`${nth}@x.example`);
  expect(numberOf("first@x.example")).toBe(first);
});
