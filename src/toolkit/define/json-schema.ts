import type { StandardSchemaWithJSON } from "@modelcontextprotocol/server";
import type { JsonObject } from "../../codat/json-object.ts";
import type { Parameters } from "../input/parameter.ts";

const vendor = "codat-customers-mcp";

/** A schema for clients that accepts every value. */
export type PublishedSchema = StandardSchemaWithJSON;

/** The input schema for clients. readArguments checks the arguments. */
export function inputJsonSchema(parameters: Parameters): PublishedSchema {
  const fields = Object.entries(parameters);
  const required = fields.filter(([, { isOptional }]) => !isOptional).map(([name]) => name);
  const properties = fields.map(([name, { published }]) => [name, published]);
  return accepting({ type: "object", properties: Object.fromEntries(properties), required });
}

/**
 * The output schema for clients: field names without types. Codat may change the type of any field, so a typed schema
 * could make clients reject a valid response.
 */
export function outputJsonSchema(fields: readonly string[]): PublishedSchema {
  return accepting({ type: "object", properties: Object.fromEntries(fields.map((field) => [field, {}])) });
}

/** A schema of a text that accepts every value. */
export function anyText(): StandardSchemaWithJSON<string> {
  const json = () => ({ type: "string" });
  return {
    "~standard": {
      version: 1,
      vendor,
      validate: (value) => ({ value: String(value) }),
      jsonSchema: { input: json, output: json },
    },
  };
}

// Accepts everything. Otherwise the SDK would report invalid arguments itself, without our `_meta`, and drop unknown ones.
function accepting(schema: JsonObject): PublishedSchema {
  return {
    "~standard": {
      version: 1,
      vendor,
      validate: (value) => ({ value }),
      jsonSchema: { input: () => schema, output: () => schema },
    },
  };
}
