import type { StandardSchemaWithJSON } from "@modelcontextprotocol/server";
import * as z from "zod";
import type { JsonObject } from "../../codat/json.ts";

/** A schema for clients that accepts every value. */
export type PublishedSchema = StandardSchemaWithJSON;

/**
 * The input schema for clients, built from each parameter's `meta`, because zod's own conversion adds several
 * milliseconds to startup. readArguments checks the arguments.
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
 * The output schema for clients: field names without types. Codat may change the type of any field, so a typed schema
 * could make clients reject a valid response.
 */
export function outputJsonSchema(fields: readonly string[]): PublishedSchema {
  return accepting({ type: "object", properties: Object.fromEntries(fields.map((field) => [field, {}])) });
}

// Accepts everything. Otherwise the SDK would report invalid arguments itself, without our `_meta`, and drop unknown ones.
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
