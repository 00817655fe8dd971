import type { ListedPrompt } from "../support/connect.ts";
import { badValuesOf, unknownNames } from "./bad-values.ts";
import { type Field, goodValues } from "./fields.ts";
import { type BadCall, refusedBy, sent, type Target, type Values } from "./target.ts";

/** A listed prompt. All its arguments are texts, and an empty text counts as missing. */
export function promptTarget({ name, arguments: args = [] }: ListedPrompt): Target {
  const fields = args.map(
    ({ name, required = false }): Field => ({ name, required, schema: { type: "string" } }),
  );
  const base = textsOf(fields);
  const least = textsOf(fields.filter(({ required }) => required));
  const bad = (values: Values, says: string): BadCall => ({ values, kind: "arguments", says });
  const badCalls = fields.map((field): [string, BadCall[]] => {
    const texts = badValuesOf(field).filter((value) => typeof value === "string");
    const missing = field.required ? ["", undefined] : [];
    const values = [...texts.filter((text) => text !== ""), ...missing];
    return [
      field.name,
      [base, least].flatMap((base) =>
        values.map((value) => bad({ ...base, [field.name]: value }, field.name)),
      ),
    ];
  });
  const unknown = unknownNames.map((unknown) => bad({ ...base, [unknown]: "A1" }, `${name} has no argument`));
  return {
    kind: "prompt",
    name: `prompt ${name}`,
    ref: name,
    fields,
    bases: [base, least],
    written: (id) => id,
    badCalls: new Map([...badCalls, ["(unknown arguments)", unknown]]),
    call: (client, values) =>
      client.getPrompt(name, sent(values)).then(() => ({ kind: "ok", message: "", texts: [] }), refusedBy),
  };
}

function textsOf(fields: Field[]): Values {
  return Object.fromEntries(fields.map(({ name }) => [name, goodValues[name]]));
}
