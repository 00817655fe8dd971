import { describe, expect, test } from "vitest";
import { connectTo, startAnsweringEmpty } from "./answers.ts";
import { within } from "./any-id.ts";
import { askWith, withId } from "./asked.ts";
import { goodValues } from "./fields.ts";
import { oddIdsFor } from "./odd-ids.ts";
import { shown } from "./tally.ts";
import { namesOf, openIdsOf, type Target } from "./target.ts";
import { targets } from "./targets.ts";

/** Tries every odd id in a field. Counts the ids sent like an ordinary id, and lists the failures. */
async function tryOdd(target: Target, field: string) {
  await using upstream = await startAnsweringEmpty();
  await using client = await connectTo(upstream);
  const ordinary = String(goodValues[field]);
  const failures: string[] = [];
  let tried = 0;
  let sent = 0;
  for (const base of target.bases) {
    const ask = (id: string) => askWith(id, { target, base, field }, client, upstream);
    // The first call may include lookups that are then cached.
    await ask(ordinary);
    const { kind, asked } = await ask(ordinary);
    for (const id of oddIdsFor(field, namesOf(target))) {
      const expected = withId(asked, ordinary, id);
      const outcome = await ask(id);
      tried++;
      if (expected.join() !== asked.join()) sent++;
      if (outcome.kind !== kind || outcome.asked.join() !== expected.join())
        failures.push(`${shown(id)} resulted in ${outcome.kind}: ${shown(outcome.asked)}`);
    }
  }
  return { tried, sent, failures };
}

const rowsOf = (...kinds: Target["kind"][]) =>
  targets
    .filter(({ kind }) => kinds.includes(kind))
    .flatMap((target) => openIdsOf(target).map((field) => ({ target, name: target.name, field })));

describe("an odd but valid id is sent like an ordinary id, as one segment", () => {
  test.for(rowsOf("tool", "resource"))("$name: $field", within, async ({ target, field }, { task }) => {
    const { tried, sent, failures } = await tryOdd(target, field);
    const odd = { tried, whole: tried - failures.length };
    task.meta.abuse = { rows: [{ target: target.name, field, odd }] };
    expect(failures).toEqual([]);
    expect(sent).toBe(tried);
  });

  test.for(rowsOf("completion"))("$name, $field known", async ({ target, field }) => {
    expect((await tryOdd(target, field)).failures).toEqual([]);
  });
});
