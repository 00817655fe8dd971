import { badValuesOf } from "./bad-values.ts";
import { goodValues } from "./fields.ts";
import { type BadCall, sent, type Target } from "./target.ts";

/** The completion of each field of a resource or prompt, with the ids chosen so far. */
export function completionTarget({ name, ref, fields }: Target): Target {
  const known = fields.filter((field) => /Id$/.test(field.name));
  const chosen = Object.fromEntries(known.map(({ name }) => [name, goodValues[name]]));
  const bases = fields.map((field) => ({ completed: field.name, ...chosen }));
  const badCalls = known.map((field): [string, BadCall[]] => {
    // An empty id is not chosen yet.
    const texts = badValuesOf(field).filter((value) => typeof value === "string" && value !== "");
    return [
      field.name,
      bases
        .filter(({ completed }) => completed !== field.name)
        .flatMap((base) =>
          texts.map((text): BadCall => ({ values: { ...base, [field.name]: text }, kind: "none", says: "" })),
        ),
    ];
  });
  return {
    kind: "completion",
    name: `completion, ${name}`,
    ref,
    fields: known,
    bases,
    written: (id) => id,
    badCalls: new Map(badCalls),
    async call(client, { completed, ...values }) {
      const found = await client.complete(ref, String(completed), "", sent(values));
      return { kind: found.length > 0 ? "ok" : "none", message: "", texts: [] };
    },
  };
}
