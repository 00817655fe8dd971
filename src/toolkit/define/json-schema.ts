import type { StandardSchemaWithJSON } from "@modelcontextprotocol/server";
import * as z from "zod";
import type { JsonObject } from "../../codat/json.ts";

/** A schema that clients see and that lets everything pass. */
export type PublishedSchema = StandardSchemaWithJSON;

/**
 * The input schema as clients see it, from each parameter's `meta`: zod's own conversion costs a start several
 * milliseconds. Checking is readArguments' work.
 */
export function inputJsonSchema(input: z.ZodObject): PublishedSchema {
  const fields = Object.entries(input.shape as Record<string, z.ZodType>);
  const required = fields.filter(([, field]) => !(field instanceof z.ZodOptional)).map(([name]) => name);
  const properties = fields.map(([name, field]) => [name, metaOf(field)]);
  return accepting({ type: "object", properties: Object.fromEntries(properties), required });
}

function metaOf(field: z.ZodType): unknown {
  const parameter = field instanceof z.ZodOptional ? (field.unwrap() as z.ZodType) : field;
  const { id, ...schema } = parameter.meta() ?? {};
  return schema;
}

/**
 * The fields of an answer by name alone, without types: no answer of Codat's, which may one day hold a field of any of
 * these names and any type, can then fail a client's check.
 */
export function outputJsonSchema(fields: readonly string[]): PublishedSchema {
  return accepting({ type: "object", properties: Object.fromEntries(fields.map((field) => [field, {}])) });
}

// The SDK would answer bad arguments itself, without our `_meta`, and drop unknown ones: here everything passes.
function accepting(schema: JsonObject): PublishedSchema {
  return {
    "~standard": {
      version: 1,
      vendor: "codat-customers-mcp",
      validate: (value) => ({ value }),
      jsonSchema: { input: () => schema, output: () => schema },
    },
  };
}
