import { customerFields } from "../customer.ts";

/** The type of a property decides which values and operators make sense. */
export type PropertyType = "text" | "date" | "boolean" | "status";

const types = new Map<string, PropertyType>(
  Object.entries({
    id: "text",
    customerName: "text",
    contactName: "text",
    emailAddress: "text",
    phone: "text",
    defaultCurrency: "text",
    registrationNumber: "text",
    taxNumber: "text",
    status: "status",
    modifiedDate: "date",
    sourceModifiedDate: "date",
    "metadata.isDeleted": "boolean",
  }),
);

/** The properties of a customer that Codat documents as filterable. */
export const filterable = [...types.keys()];

/** A customer's status in Codat's spelling. */
export const statuses = ["Unknown", "Active", "Archived"] as const;

const spellings = new Map(filterable.map((name) => [name.toLowerCase(), name]));

/** The filterable property with this name, in any case; undefined for others. */
export function propertyNamed(name: string): string | undefined {
  return spellings.get(name.toLowerCase());
}

export function typeOf(name: string): PropertyType | undefined {
  return types.get(propertyNamed(name) ?? "");
}

/** Whether a field exists but cannot be queried: lists, and data that depends on the platform. */
export function isUnqueryable(name: string): boolean {
  const field = name.split(/[.[]/)[0]?.toLowerCase() ?? "";
  return !spellings.has(name.toLowerCase()) && customerFields.some((known) => known.toLowerCase() === field);
}
