import * as z from "zod";
import { nearest } from "../../base/nearest-name.ts";
import { ToolError } from "../../base/tool-error.ts";
import { quotable } from "../../base/visible-text.ts";
import { isObject } from "../../codat/json-object.ts";
import type { Parameters } from "./parameter.ts";

/** The arguments of a call, checked. */
export interface ReadArguments<Args> {
  args: Args;
  /** Sentences for the summary: what was read in another way than it was written. */
  notices: string[];
  /** Names that hosts add on their own, which were ignored. */
  ignored: string[];
}

// n8n, Cline and others pass these to every tool.
const hostNames = [
  "toolCallId",
  "sessionId",
  "_sessionID",
  "action",
  "chatInput",
  "task_progress",
  "random_string",
  "_meta",
];

/** The schema of all arguments of a call. */
export async function schemaOfAll(parameters: Parameters): Promise<z.ZodObject> {
  const fields = Object.entries(parameters).map(async ([name, { check, isOptional }]) => {
    const schema = await check();
    return [name, isOptional ? schema.optional() : schema];
  });
  return z.object(Object.fromEntries(await Promise.all(fields)));
}

/** Checks the arguments of a call. Throws `arguments` with a sentence for each problem. */
export function readArguments<Shape extends Record<string, z.ZodType>>(
  tool: string,
  input: z.ZodObject<Shape>,
  given: unknown = {},
): ReadArguments<z.infer<z.ZodObject<Shape>>> {
  if (!isObject(given)) throw invalid([`The arguments of ${tool} must be an object`]);
  const fields = input.shape as Record<string, z.ZodType>;
  const known = Object.keys(fields);
  const others = Object.keys(given).filter((name) => !known.includes(name));
  const ignored = others.filter((name) => hostNames.includes(name));
  // Hosts that know the arguments of all tools pass empty ones to each.
  const unknown = others.filter((name) => !ignored.includes(name) && !isAbsent(given[name], undefined));
  if (unknown.length > 0)
    throw invalid(unknown.slice(0, 3).map((name) => unknownArgument(tool, name, known)));

  const values = known
    .filter((name) => Object.hasOwn(given, name) && !isAbsent(given[name], undefined))
    .map((name) => [name, coerce(given[name], fields[name])] as const)
    .filter(([name, value]) => !isAbsent(value, fields[name]));
  const present = values.map(([name]) => name);
  const result = input.safeParse(Object.fromEntries(values));
  if (result.success) return { args: result.data, notices: noticesOf(given, fields), ignored };
  throw invalid(
    result.error.issues.slice(0, 5).map(({ path, message }) => {
      const name = String(path[0]);
      return present.includes(name) ? `${name} ${message}` : `${name} is required`;
    }),
  );
}

// Models and hosts fill in what they do not know. A required id of "" or "null" is missing, too.
function isAbsent(value: unknown, field: z.ZodType | undefined): boolean {
  if (value === null || value === undefined || value === "" || value === "null") return true;
  if (Array.isArray(value)) return value.length === 0;
  return value === 0 && schemaOf(field) instanceof z.ZodNumber;
}

// All whole numbers of the tools start at 1.
function noticesOf(given: Record<string, unknown>, fields: Record<string, z.ZodType>): string[] {
  const zeros = Object.keys(fields).filter(
    (name) => schemaOf(fields[name]) instanceof z.ZodNumber && coerce(given[name], fields[name]) === 0,
  );
  return zeros.map((name) =>
    name === "pageSize"
      ? "pageSize 0 was read as the default page size."
      : `${name}s start at 1; ${name} 0 was read as ${name} 1.`,
  );
}

function schemaOf(field: z.ZodType | undefined): z.ZodType | undefined {
  return field instanceof z.ZodOptional ? (field.unwrap() as z.ZodType) : field;
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

// Models write 7110701885 for an id, "2" for a page, and a list as its JSON or with commas. All are unambiguous.
function coerce(value: unknown, field: z.ZodType | undefined): unknown {
  const schema = schemaOf(field);
  if (schema instanceof z.ZodString && Number.isSafeInteger(value)) return String(value);
  if (schema instanceof z.ZodTuple) return numbersIn(typeof value === "string" ? listIn(value) : value);
  if (schema instanceof z.ZodArray) return namesIn(typeof value === "string" ? listIn(value) : value);
  if (typeof value !== "string") return value;
  if (schema instanceof z.ZodNumber) return wholeNumberIn(value);
  return schema instanceof z.ZodBoolean && /^(true|false)$/i.test(value) ? /true/i.test(value) : value;
}

// Python writes 2.0 for a number that it read as a float.
function wholeNumberIn(text: string): unknown {
  const [, digits] = /^(\d{1,15})(?:\.0{1,15})?$/.exec(text.trim()) ?? [];
  return digits === undefined ? text : Number(digits);
}

function namesIn(list: unknown): unknown {
  return Array.isArray(list) ? list.filter((item) => !isAbsent(item, undefined)) : list;
}

function numbersIn(list: unknown): unknown {
  if (!Array.isArray(list)) return list;
  return list.map((item) => (typeof item === "string" && isFraction(item) ? Number(item) : item));
}

// The pattern takes quadratic time, so a long text must not reach it.
const longestFraction = 40;

function isFraction(text: string): boolean {
  return text.length <= longestFraction && /^\s*\d*\.?\d+\s*$/.test(text);
}

// Fifty names of a hundred characters fit, also with every character as an escape.
const longestList = 40_000;

function listIn(text: string): unknown {
  if (text.length > longestList) return text;
  if (text.trimStart().startsWith("[")) {
    try {
      return JSON.parse(text);
    } catch {
      return text;
    }
  }
  return text.split(",").map((name) => name.trim());
}
