import fc from "fast-check";
import { expect, test } from "vitest";
import { connectTo, startAnsweringEmpty } from "./answers.ts";
import { anyId, fuzzing, within } from "./any-id.ts";
import { askWith, type Place, withId } from "./asked.ts";
import { goodValues } from "./fields.ts";
import { openIdsOf } from "./target.ts";
import { targets } from "./targets.ts";

const places = targets
  .filter(({ kind }) => kind === "tool" || kind === "resource")
  .flatMap((target) =>
    target.bases.flatMap((base) => openIdsOf(target).map((field): Place => ({ target, base, field }))),
  );

test(
  "any text for an id is either rejected without a request or sent as one segment",
  within,
  async ({ task }) => {
    await using upstream = await startAnsweringEmpty();
    await using client = await connectTo(upstream);
    const ask = (place: Place, id: string) => askWith(id, place, client, upstream);
    const ordinary = new Map<Place, Awaited<ReturnType<typeof ask>>>();
    for (const place of [...places, ...places])
      ordinary.set(place, await ask(place, String(goodValues[place.field])));

    const counts = { arguments: 0, unknown: 0, asked: 0 };
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...places), anyId, async (place, id) => {
        // Dot segments in a URI are resolved before it is read, so it belongs to another resource.
        fc.pre(place.target.kind === "tool" || !/^\.\.?$/.test(id));
        const { kind, asked } = await ask(place, id);
        if (asked.length === 0 && (kind === "arguments" || kind === "unknown")) {
          counts[kind]++;
          return;
        }
        const expected = ordinary.get(place);
        expect(kind).toBe(expected?.kind);
        expect(asked).toEqual(withId(expected?.asked ?? [], String(goodValues[place.field]), id));
        counts.asked++;
      }),
      fuzzing(1000),
    );
    const { arguments: refused, unknown, asked } = counts;
    task.meta.abuse = { fuzzed: { answered: refused + unknown + asked, exits: 0 } };
    expect(Math.min(refused, asked)).toBeGreaterThan(100);
  },
);
