import * as z from "zod";
import { memberProblem } from "../../attachments/member/path.ts";
import { isDay } from "../../base/iso-date.ts";
import { nearest } from "../../base/nearest-name.ts";
import { isUuid } from "../../base/uuid.ts";
import { nameProblem } from "../../codat/companies.ts";
import { queryProblem } from "../../codat/customer-query/query-problem.ts";
import { dataTypes } from "../../codat/data-types.ts";
import { attachmentIdProblem, attachmentsCustomerIdProblem, idProblem } from "../../codat/id.ts";

// The schemas that check arguments. Each error message completes a sentence that starts with the parameter's name.

type ProblemOf = (value: string) => string | undefined;

function string(problemOf: ProblemOf) {
  return z.string({ error: "must be a string" }).superRefine((value, check) => {
    const message = problemOf(value);
    if (message) check.addIssue({ code: "custom", message });
  });
}

export const id = () => string(idProblem);
export const attachmentsCustomerId = () => string(attachmentsCustomerIdProblem);
export const attachmentId = () => string(attachmentIdProblem);

export function uuid() {
  const error = "must be a UUID such as 8a210b68-6988-11ed-a1eb-0242ac120002";
  return z.string({ error: "must be a string" }).refine(isUuid, { error });
}

export function whole(maximum: number) {
  const error = `must be a whole number from 1 to ${maximum}`;
  const isIn = (value: number) => Number.isInteger(value) && value >= 1 && value <= maximum;
  return z.number({ error }).refine(isIn, { error });
}

const longestText = 2047;
const longestName = 500;

export function text(longest = longestText, problemOf: ProblemOf = () => undefined) {
  return string((value) => {
    if (value.length > longest) return `must be at most ${longest} characters long`;
    return value.isWellFormed() ? problemOf(value) : "is not well-formed Unicode";
  });
}

export const member = () => text(100, memberProblem);
export const query = () => text(longestText, queryProblem);
export const name = () => text(longestName);
export const companyName = () => text(longestName, nameProblem);
export const pastDate = () => text(longestName, dayProblem);
export const dataType = () => text(longestName, dataTypeProblem);

export function flag() {
  return z.boolean({ error: "must be true or false" });
}

export function area() {
  const error =
    "must be four numbers from 0 to 1, [left, top, right, bottom], with left < right and top < bottom";
  const fraction = z.number({ error }).min(0, { error }).max(1, { error });
  return z
    .tuple([fraction, fraction, fraction, fraction], { error })
    .refine(([left, top, right, bottom]) => left < right && top < bottom, { error });
}

const mostNames = 50;

export function names() {
  const error = "must be a list of field names";
  return z
    .array(z.string({ error }).max(100, { error }), { error })
    .min(1, { error: "must name at least one field, or be omitted" })
    .max(mostNames, { error: `must name at most ${mostNames} fields` });
}

export function choice<const T extends string>(values: readonly [T, ...T[]], offered: readonly T[]) {
  return z.enum(values, { error: `must be ${quoted(offered)}` });
}

export function choices<const T extends string>(values: readonly [T, ...T[]]) {
  const error = `must be a list of ${quoted(values)}`;
  return z.array(z.enum(values, { error }), { error });
}

function quoted(values: readonly string[]): string {
  return values.map((value) => `"${value}"`).join(", ");
}

function dataTypeProblem(name: string): string | undefined {
  if ((dataTypes as readonly string[]).includes(name)) return undefined;
  const meant = nearest(name, dataTypes);
  return `must be one of Codat's data types${meant ? `. Did you mean ${meant}?` : ", such as customers, invoices or bankAccounts"}`;
}

function dayProblem(day: string): string | undefined {
  return isDay(day) ? undefined : "must be a date in the format 2025-12-31";
}
