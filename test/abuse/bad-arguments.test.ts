import { describe, expect, test } from "vitest";
import { connectTo, startAnswering } from "./answers.ts";
import { badValuesOf } from "./bad-values.ts";
import { goodValues } from "./fields.ts";
import { shown } from "./tally.ts";
import type { Outcome } from "./target.ts";
import { targets } from "./targets.ts";

test("every published field has test values, and its target succeeds with valid values", async () => {
  await using upstream = await startAnswering();
  await using client = await connectTo(upstream);
  for (const { name, fields, bases, call } of targets) {
    for (const field of fields) {
      expect(badValuesOf(field).length, `bad values of ${field.name}, of ${name}`).toBeGreaterThan(5);
      expect(Object.keys(goodValues), `a good value of ${field.name}, of ${name}`).toContain(field.name);
    }
    for (const base of bases) {
      expect(await call(client, base), `${name} ${shown(base)}`).toMatchObject({ kind: "ok" });
    }
  }
});

const hidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;
const isClean = (text: string) => text.isWellFormed() && !hidden.test(text.replaceAll("\n", ""));
/** Errors repeat no hostile and no long text. */
const isSafe = ({ texts }: Outcome) => texts.every((text) => isClean(text) && text.length < 1000);

const rows = targets
  .flatMap((target) =>
    [...target.badCalls].map(([field, calls]) => ({ target, name: target.name, field, calls })),
  )
  .filter(({ calls }) => calls.length > 0);

describe("an invalid value is rejected in a sentence that names its field, without a request", () => {
  test.for(rows)("$name: $field", async ({ target, field, calls }, { task }) => {
    await using upstream = await startAnswering();
    await using client = await connectTo(upstream);
    const failures: string[] = [];
    for (const { values, kind, says } of calls) {
      const before = upstream.requests.length;
      const outcome = await target.call(client, values);
      const isRefused = outcome.kind === kind && outcome.message.includes(says) && isSafe(outcome);
      if (!isRefused || upstream.requests.length > before) {
        failures.push(`${shown(values)} resulted in ${outcome.kind}: ${shown(outcome.message)}`);
      }
    }
    const requests = upstream.requests.length;
    const bad = { tried: calls.length, refused: calls.length - failures.length, requests };
    task.meta.abuse = { rows: [{ target: target.name, field, bad }] };
    expect(failures).toEqual([]);
    expect(requests).toBe(0);
    expect(isClean(client.logs.join(""))).toBe(true);
  });
});
