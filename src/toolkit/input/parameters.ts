import type * as z from "zod";
import { largestPage, largestPageSize } from "../../codat/page.ts";
import { optional, required } from "./parameter.ts";

const checks = () => import("./checks.ts");
type Checks = typeof import("./checks.ts");
type CheckOf<T> = (checks: Checks) => z.ZodType<T>;

function id(description: string, checkOf: CheckOf<string> = (checks) => checks.id()) {
  return required({ type: "string", description }, () => checks().then(checkOf));
}

function whole(description: string, maximum: number) {
  return optional({ type: "integer", minimum: 1, maximum, description }, async () =>
    (await checks()).whole(maximum),
  );
}

function text(description: string, checkOf: CheckOf<string> = (checks) => checks.text()) {
  return optional({ type: "string", description }, () => checks().then(checkOf));
}

function flag(description: string) {
  return optional({ type: "boolean", description }, async () => (await checks()).flag());
}

/** One of several fixed values. Clients are shown only those in `offered`. */
export function choice<const T extends string>(
  values: readonly [T, ...T[]],
  description: string,
  offered: readonly T[] = values,
) {
  return optional({ type: "string", enum: offered, description }, async () =>
    (await checks()).choice(values, offered),
  );
}

/** Some of several fixed values. */
export function choices<const T extends string>(values: readonly [T, ...T[]], description: string) {
  return optional({ type: "array", items: { type: "string", enum: values }, description }, async () =>
    (await checks()).choices(values),
  );
}

const uuid = (checks: Checks) => checks.uuid();

export const companyId = id("Company (borrower), a UUID", uuid);
export const connectionId = id("The company's accounting connection, a UUID", uuid);
export const customerId = id("Customer's id, as listed");
/** A customerId in the path of attachments. */
export const attachmentsCustomerId = id("Customer's id, as listed", (checks) =>
  checks.attachmentsCustomerId(),
);
export const attachmentId = id("Attachment's id, as listed", (checks) => checks.attachmentId());

export const member = text("A listed file inside: 2, or 2/1", (checks) => checks.member());

export const page = whole("From 1 (default)", largestPage);
export const pageSize = whole("Default 100", largestPageSize);
export const filePage = whole("Page, sheet or slide to start at, from 1", 100_000);
export const part = whole("Part of a text without pages", 100_000);
export const area = optional(
  {
    type: "array",
    items: { type: "number" },
    description: "Magnifies part of an image: left, top, right, bottom, from 0 to 1",
  },
  async () => (await checks()).area(),
);
export const find = text("Returns only the lines around this text", (checks) => checks.text(200));
export const sums = flag("With find: adds the amounts in the matching lines, by column");
export const inspect = flag("Also opens each file: real type, pages, characters of text, files inside");
export const query = text(
  "Filter, e.g. `status=Active && sourceModifiedDate>=2026-01-31`: = != ~ (contains) > < >= <=, && ||, groups in { }, values unquoted. sourceModifiedDate: changed in the ledger; modifiedDate: Codat's copy changed",
  (checks) => checks.query(),
);
export const orderBy = text("Property to sort by; prefix - for descending, e.g. -modifiedDate");
export const fields = optional(
  {
    type: "array",
    items: { type: "string" },
    description: "Top-level fields to keep, e.g. id, customerName; omit for all",
  },
  async () => (await checks()).names(),
);

export const pastDate = text(
  "Lists records that have not changed in the ledger since this date, e.g. 2025-12-31",
  (checks) => checks.pastDate(),
);
export const fileName = text("Part of a file's name", (checks) => checks.name());
export const cursor = text("From the previous result");
export const companyName = text("Part of the name; omit for all", (checks) => checks.companyName());
export const dataType = text("Codat data type, e.g. invoices; default customers", (checks) =>
  checks.dataType(),
);
