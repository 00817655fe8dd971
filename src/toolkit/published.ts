import type { StandardSchemaWithJSON } from "@modelcontextprotocol/server";
import * as z from "zod";
import type { JsonObject } from "../codat/json.ts";

/** Fields of an answer: Codat's by name alone, this server's with a JSON Schema of their own. */
export interface Output {
  codat: readonly string[];
  added?: Record<string, JsonObject>;
}

/** A schema that clients see and that lets everything pass. */
export type Published = StandardSchemaWithJSON;

/** The input schema as clients see it, and nothing more: checking is readArguments' work. */
export function publishedInput(input: z.ZodObject): Published {
  const { $schema, ...schema } = z.toJSONSchema(input, { io: "input" });
  return published(schema);
}

/** Codat's fields are published without a type, so that no answer of Codat's can fail a client's check. */
export function publishedOutput({ codat, added = {} }: Output): Published {
  const fields = codat.map((field) => [field, {}]);
  return published({ type: "object", properties: { ...Object.fromEntries(fields), ...added } });
}

// The SDK would answer bad arguments itself, without our `_meta`, and drop unknown ones: here everything passes.
function published(schema: JsonObject): Published {
  return {
    "~standard": {
      version: 1,
      vendor: "codat-customers-mcp",
      validate: (value) => ({ value }),
      jsonSchema: { input: () => schema, output: () => schema },
    },
  };
}
