import * as z from "zod";
import { memberProblem } from "../../attachments/member/path.ts";
import { isDay } from "../../base/iso-date.ts";
import { nearest } from "../../base/nearest-name.ts";
import { isUuid } from "../../base/uuid.ts";
import { nameProblem } from "../../codat/companies.ts";
import { queryProblem } from "../../codat/customer-query/query-problem.ts";
import { dataTypes } from "../../codat/data-status.ts";
import { attachmentIdProblem, attachmentsCustomerIdProblem, idProblem } from "../../codat/id.ts";
import { largestPage, largestPageSize } from "../../codat/page.ts";

// Each parameter's `meta` is the schema for clients (toolkit/define/json-schema.ts); its zod schema checks the argument.
// Each error message completes a sentence that starts with the parameter's name.

function id(description: string, problemOf = idProblem) {
  return z
    .string({ error: "must be a string" })
    .superRefine((value, check) => {
      const problem = problemOf(value);
      if (problem) check.addIssue({ code: "custom", message: problem });
    })
    .meta({ type: "string", description });
}

function uuid(description: string) {
  return z
    .string({ error: "must be a string" })
    .refine(isUuid, { error: "must be a UUID such as 8a210b68-6988-11ed-a1eb-0242ac120002" })
    .meta({ type: "string", description });
}

function whole(description: string, maximum: number) {
  const error = `must be a whole number from 1 to ${maximum}`;
  const isIn = (value: number) => Number.isInteger(value) && value >= 1 && value <= maximum;
  return z
    .number({ error })
    .refine(isIn, { error })
    .meta({ type: "integer", minimum: 1, maximum, description })
    .optional();
}

const longestText = 2047;

function text(
  description: string,
  longest = longestText,
  problem = (_: string): string | undefined => undefined,
) {
  return z
    .string({ error: "must be a string" })
    .superRefine((value, check) => {
      const message =
        value.length > longest
          ? `must be at most ${longest} characters long`
          : value.isWellFormed()
            ? problem(value)
            : "is not well-formed Unicode";
      if (message) check.addIssue({ code: "custom", message });
    })
    .meta({ type: "string", description })
    .optional();
}

function flag(description: string) {
  return z.boolean({ error: "must be true or false" }).meta({ type: "boolean", description }).optional();
}

function fractions(description: string) {
  const error =
    "must be four numbers from 0 to 1, [left, top, right, bottom], with left < right and top < bottom";
  const fraction = z.number({ error }).min(0, { error }).max(1, { error });
  return z
    .tuple([fraction, fraction, fraction, fraction], { error })
    .refine(([left, top, right, bottom]) => left < right && top < bottom, { error })
    .meta({ type: "array", items: { type: "number" }, description })
    .optional();
}

const mostNames = 50;

function names(description: string) {
  const error = "must be a list of field names";
  return z
    .array(z.string({ error }).max(100, { error }), { error })
    .min(1, { error: "must name at least one field, or be omitted" })
    .max(mostNames, { error: `must name at most ${mostNames} fields` })
    .meta({ type: "array", items: { type: "string" }, description })
    .optional();
}

/** One of several fixed values. Clients are shown only those in `offered`. */
export function choice<const T extends string>(
  values: readonly [T, ...T[]],
  description: string,
  offered: readonly T[] = values,
) {
  return z
    .enum(values, { error: `must be ${offered.map((value) => `"${value}"`).join(", ")}` })
    .meta({ type: "string", enum: offered, description })
    .optional();
}

/** Some of several fixed values. */
export function choices<const T extends string>(values: readonly [T, ...T[]], description: string) {
  const error = `must be a list of ${values.map((value) => `"${value}"`).join(", ")}`;
  return z
    .array(z.enum(values, { error }), { error })
    .meta({ type: "array", items: { type: "string", enum: values }, description })
    .optional();
}

export const companyId = uuid("Company (borrower), a UUID");
export const connectionId = uuid("The company's accounting connection, a UUID");
export const customerId = id("Customer's id, as listed");
/** A customerId in the path of attachments. */
export const attachmentsCustomerId = id("Customer's id, as listed", attachmentsCustomerIdProblem);
export const attachmentId = id("Attachment's id, as listed", attachmentIdProblem);

export const member = text("A listed file inside: 2, or 2/1", 100, memberProblem);

export const page = whole("From 1 (default)", largestPage);
export const pageSize = whole("Default 100", largestPageSize);
export const filePage = whole("Page, sheet or slide to start at, from 1", 100_000);
export const part = whole("Part of a text without pages", 100_000);
export const area = fractions("Magnifies part of an image: left, top, right, bottom, from 0 to 1");
export const find = text("Returns only the lines around this text", 200);
export const sums = flag("With find: adds the amounts in the matching lines, by column");
export const inspect = flag("Also opens each file: real type, pages, characters of text, files inside");
export const query = text(
  "Filter, e.g. `status=Active && sourceModifiedDate>=2026-01-31`: = != ~ (contains) > < >= <=, && ||, groups in { }, values unquoted. sourceModifiedDate: changed in the ledger; modifiedDate: Codat's copy changed",
  longestText,
  queryProblem,
);
export const orderBy = text("Property to sort by; prefix - for descending, e.g. -modifiedDate");
export const fields = names("Top-level fields to keep, e.g. id, customerName; omit for all");

const longestName = 500;

export const pastDate = text(
  "Lists records that have not changed in the ledger since this date, e.g. 2025-12-31",
  longestName,
  dayProblem,
);
export const fileName = text("Part of a file's name", longestName);
export const cursor = text("From the previous result");
export const companyName = text("Part of the name; omit for all", longestName, nameProblem);
export const dataType = text(
  "Codat data type, e.g. invoices; default customers",
  longestName,
  dataTypeProblem,
);

function dataTypeProblem(name: string): string | undefined {
  if ((dataTypes as readonly string[]).includes(name)) return undefined;
  const meant = nearest(name, dataTypes);
  return `must be one of Codat's data types${meant ? `. Did you mean ${meant}?` : ", such as customers, invoices or bankAccounts"}`;
}

function dayProblem(day: string): string | undefined {
  return isDay(day) ? undefined : "must be a date in the format 2025-12-31";
}
