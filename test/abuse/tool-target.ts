import { errorOf, type ListedTool, textOf } from "../support/connect.ts";
import { badValuesOf, unknownNames } from "./bad-values.ts";
import { type Field, goodValues, type Schema } from "./fields.ts";
import { type BadCall, sent, type Target, textsIn, type Values } from "./target.ts";

/** A listed tool. */
export function toolTarget({ name, inputSchema }: ListedTool): Target {
  const fields = fieldsOf(inputSchema);
  const bases = basesOf(fields);
  // Once with all fields, and once without the connection if it is optional.
  const tried = bases.slice(0, fields.some(({ name }) => name === "connectionId") ? 2 : 1);
  const badCalls = fields.map((field): [string, BadCall[]] => [
    field.name,
    tried.flatMap((base) =>
      badValuesOf(field).map((value) => bad({ ...base, [field.name]: value }, field.name)),
    ),
  ]);
  const unknown = tried.flatMap((base) =>
    unknownNames.flatMap((unknown) =>
      ["A1", 0].map((value) => bad({ ...base, [unknown]: value }, `${name} has no argument`)),
    ),
  );
  return {
    kind: "tool",
    name,
    ref: name,
    fields,
    bases,
    written: (id) => id,
    badCalls: new Map([...badCalls, ["(unknown arguments)", unknown]]),
    async call(client, values) {
      const result = await client.callTool(name, sent(values));
      if (!result.isError) return { kind: "ok", message: "", texts: [] };
      const texts = [...textsIn(result.content), ...textsIn(result._meta)];
      return { kind: String(errorOf(result).kind), message: textOf(result), texts };
    },
  };
}

const bad = (values: Values, says: string): BadCall => ({ values, kind: "arguments", says });

function fieldsOf(inputSchema: Record<string, unknown>): Field[] {
  const { properties = {}, required = [] } = inputSchema as {
    properties?: Record<string, Schema>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    schema,
    required: required.includes(name),
  }));
}

function basesOf(fields: Field[]): Values[] {
  const all = valuesOf(fields);
  const least = valuesOf(fields.filter(({ required }) => required));
  const chosen = fields.flatMap(({ name, schema }) =>
    (schema.enum ?? []).map((choice) => ({ ...least, [name]: choice })),
  );
  return Object.keys(least).length === fields.length ? [all] : [all, least, ...chosen];
}

function valuesOf(fields: Field[]): Values {
  return Object.fromEntries(fields.map(({ name }) => [name, goodValues[name]]));
}
