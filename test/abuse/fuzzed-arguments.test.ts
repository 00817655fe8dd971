import fc from "fast-check";
import { expect, test } from "vitest";
import { errorOf, textOf } from "../support/connect.ts";
import { connectTo, startAnsweringEmpty } from "./answers.ts";
import { anyId, fuzzing, within } from "./any-id.ts";
import { badValuesOf, unknownNames } from "./bad-values.ts";
import { type Field, goodValues } from "./fields.ts";
import type { Target } from "./target.ts";
import { targets } from "./targets.ts";

const tools = targets.filter(({ kind }) => kind === "tool");

/** Almost valid arguments: any values for the fields of a tool, plus unknown fields. */
function anyArguments({ fields, bases }: Target) {
  const json = fc.jsonValue({ maxDepth: 3 });
  const anyOf = (field: Field) =>
    fc.oneof(
      { weight: 8, arbitrary: fc.constant(goodValues[field.name]) },
      fc.constantFrom(...badValuesOf(field)),
      anyId,
      json,
    );
  const some = fc.record(Object.fromEntries(fields.map((field) => [field.name, anyOf(field)])), {
    requiredKeys: [],
  });
  const name = fc.oneof(fc.constantFrom(...unknownNames, "__proto__"), fc.string());
  const others = fc.oneof(
    { weight: 3, arbitrary: fc.constant({}) },
    fc.dictionary(name, json, { maxKeys: 3, noNullPrototype: true }),
  );
  return fc
    .tuple(fc.constantFrom({}, ...bases), some, others)
    .map(([base, some, others]): Record<string, unknown> => ({ ...base, ...some, ...others }));
}

test.for(tools)(
  "any arguments of $name get a complete result, with no more requests than a valid call",
  within,
  async (tool, { task }) => {
    await using upstream = await startAnsweringEmpty();
    const start = () => connectTo(upstream);
    let most = 0;
    for (const base of tool.bases) {
      await using fresh = await start();
      upstream.requests.length = 0;
      await tool.call(fresh, base);
      most = Math.max(most, upstream.requests.length);
    }

    await using client = await start();
    const counts = { accepted: 0, rejected: 0 };
    await fc.assert(
      fc.asyncProperty(anyArguments(tool), async (given) => {
        upstream.requests.length = 0;
        const result = await client.callTool(tool.name, given);
        expect(result.content.length).toBeGreaterThan(0);
        const { kind } = errorOf(result);
        if (result.isError) {
          expect(textOf(result).length).toBeGreaterThan(0);
          expect(kind).toMatch(/^(arguments|unreadable)$/);
        }
        expect(upstream.requests.length).toBeLessThanOrEqual(kind === "arguments" ? 0 : most);
        counts[kind === "arguments" ? "rejected" : "accepted"]++;
      }),
      fuzzing(150),
    );
    task.meta.abuse = { fuzzed: { answered: counts.accepted + counts.rejected, exits: 0 } };
    expect(Math.min(counts.accepted, counts.rejected)).toBeGreaterThan(5);
  },
);
