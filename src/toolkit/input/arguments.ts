import * as z from "zod";
import { nearest } from "../../base/nearest-name.ts";
import { ToolError } from "../../base/tool-error.ts";
import { quotable } from "../../base/visible-text.ts";
import { isObject } from "../../codat/json.ts";

/** Checks the arguments of a call. Throws `arguments` with a sentence for each problem. */
export function readArguments<Shape extends Record<string, z.ZodType>>(
  tool: string,
  input: z.ZodObject<Shape>,
  given: unknown = {},
): z.infer<z.ZodObject<Shape>> {
  if (!isObject(given)) throw invalid([`The arguments of ${tool} must be an object`]);
  const fields = input.shape as Record<string, z.ZodType>;
  const known = Object.keys(fields);
  const unknown = Object.keys(given).filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw invalid(unknown.slice(0, 3).map((name) => unknownArgument(tool, name, known)));

  const values = Object.entries(given)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => [name, coerce(value, fields[name])]);
  const result = input.safeParse(Object.fromEntries(values));
  if (result.success) return result.data;
  throw invalid(
    result.error.issues.slice(0, 5).map(({ path, message, input: value }) => {
      const name = String(path[0]);
      return value === undefined && !Object.hasOwn(given, name)
        ? `${name} is required`
        : `${name} ${message}`;
    }),
  );
}

function invalid(sentences: string[]): ToolError {
  const ended = [...new Set(sentences)].map((sentence) =>
    sentence.endsWith("?") ? sentence : `${sentence}.`,
  );
  return new ToolError("arguments", ended.join(" "));
}

function unknownArgument(tool: string, name: string, known: string[]): string {
  const meant = nearest(name, known);
  const hint = meant ? `Did you mean ${meant}?` : `Its arguments are ${known.join(", ")}`;
  return `${tool} has no argument “${quotable(name, 40)}”. ${hint}`;
}

// Models write 7110701885 for an id and "2" for a page. Both are unambiguous.
function coerce(value: unknown, field: z.ZodType | undefined): unknown {
  const schema = field instanceof z.ZodOptional ? field.unwrap() : field;
  if (schema instanceof z.ZodString && Number.isSafeInteger(value)) return String(value);
  if (schema instanceof z.ZodNumber && typeof value === "string" && /^\d{1,15}$/.test(value))
    return Number(value);
  return value;
}
