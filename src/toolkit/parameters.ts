import * as z from "zod";
import { largestPage, largestPageSize } from "../codat/page.ts";
import { idProblem, isUuid } from "../codat/route.ts";

// Each message ends a sentence that begins with the parameter's name.

function id(description: string) {
  return z
    .string({ error: "must be a string" })
    .superRefine((value, check) => {
      const problem = idProblem(value);
      if (problem) check.addIssue({ code: "custom", message: problem });
    })
    .describe(description);
}

function uuid(description: string) {
  return z
    .string({ error: "must be a string" })
    .refine(isUuid, { error: "must be a UUID such as 8a210b68-6988-11ed-a1eb-0242ac120002" })
    .describe(description);
}

function whole(description: string, most?: number) {
  const error = most ? `must be a whole number from 1 to ${most}` : "must be a whole number from 1";
  const number = z.number({ error }).int({ error }).min(1, { error });
  return (most ? number.max(most, { error }) : number).describe(description);
}

const longestText = 2047;

function text(description: string) {
  return z
    .string({ error: "must be a string" })
    .refine((value) => value.length <= longestText, {
      error: `must be at most ${longestText} characters long`,
    })
    .refine((value) => value.isWellFormed(), { error: "is not well-formed Unicode" })
    .describe(description)
    .optional();
}

export const companyId = uuid("Company (borrower), a UUID");
export const connectionId = uuid("The company's accounting connection, a UUID");
export const customerId = id("Customer's id, as listed");
export const attachmentId = id("Attachment's id, as listed");

export const page = whole("From 1 (default)", largestPage).optional();
export const pageSize = whole("Default 100", largestPageSize).optional();
export const part = whole("Part of a long text, from 1", 100_000).optional();
export const query = text(
  "Filter, e.g. `status=Active && metadata.isDeleted!=true`: = != ~ (contains) > < >= <=, && ||, groups in { }, values unquoted",
);
export const orderBy = text("A property, - before it for descending, e.g. -modifiedDate");
export const fields = z
  .array(
    z.string({ error: "must be a list of field names" }).max(100, { error: "must be a list of field names" }),
    {
      error: "must be a list of field names",
    },
  )
  .min(1, { error: "must name at least one field, or be left out" })
  .max(50, { error: "must name at most 50 fields" })
  .describe("Top-level fields to keep, e.g. id, customerName; all if left out")
  .optional();
