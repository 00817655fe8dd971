import { badAttachmentIds, badIds, badUuids, noTexts } from "./bad-ids.ts";
import type { Field } from "./fields.ts";

const badTexts = ["x".repeat(2048), "\ud800", ...noTexts];

const badNames = ["a && b", "a || b", "{a", "a}", "x".repeat(501), ...badTexts];

const badDays = [
  "yesterday",
  "2025-02-30",
  "2025-13-01",
  "2025-1-1",
  "31.12.2025",
  "2025-12-31T00:00:00Z",
  "2025-12-31\u202e",
  "2025-12-31\n",
  "+002025-12-31",
  "２０２５-12-31",
  "../2025-12-31",
  ...badTexts,
];

const badDataTypes = [
  "nonsense",
  "Customers",
  "CUSTOMERS",
  "customers ",
  "customers/",
  "../customers",
  "customers\u200b",
  "customers\u0000",
  "__proto__",
  "constructor",
  "toString",
  ...badTexts,
];

const badWholes = [
  -1,
  1.5,
  1e21,
  2 ** 53,
  -(2 ** 53),
  "-1",
  "1.5",
  "1e3",
  "0x10",
  "NaN",
  "Infinity",
  "abc",
  " ",
  "١",
  "9".repeat(400),
  true,
  false,
  {},
  [1],
];

const badLists = [
  [1],
  [true],
  [{}],
  [["id"]],
  ["id", 1],
  Array.from({ length: 51 }, (_, index) => `field${index}`),
  Array.from({ length: 10_000 }, () => "id"),
  ["x".repeat(101)],
  "x".repeat(101),
  "[1]",
  '{"0":"id"}'.repeat(11),
  1,
  true,
  {},
  { 0: "id", length: 1 },
];

const badAreas = [
  [0, 0, 1],
  [0, 0, 1, 1, 1],
  [0, 0, 1, 2],
  [-1, 0, 1, 1],
  [1, 0, 0, 1],
  [0, 0, "a", 1],
  "0,0,1",
  "{}",
];

const badFlags = ["yes", "TRUE ", 1, "1", "on", {}, [true], " true"];

const badChoices = (choices: string[]) => [
  "nonsense",
  "",
  "__proto__",
  "constructor",
  "toString",
  "\u202etxet",
  0,
  1,
  true,
  {},
  [],
  ...choices.flatMap((choice) => [
    choice.toUpperCase(),
    `${choice} `,
    ` ${choice}`,
    `${choice}\u0000`,
    [choice],
  ]),
];

const byName: Record<string, unknown[]> = {
  companyId: [...badUuids, ...noTexts, 7, 0],
  connectionId: [...badUuids, ...noTexts, 7, 0],
  customerId: [...badIds, ...noTexts],
  attachmentId: [...badAttachmentIds, ...noTexts],
  area: badAreas,
  find: [...badTexts, "x".repeat(201), "-"],
  sums: badFlags,
  inspect: badFlags,
  member: ["0", "a", "1/", "/1", "1//2", "1/2/3/4/5", "../2", " 2 ", "02", 1.5, true, {}, [1]],
  query: badTexts,
  orderBy: badTexts,
  name: badNames,
  olderThan: badDays,
  dataType: badDataTypes,
};

/** Values that a field must reject; empty for a field without test values. */
export function badValuesOf(field: Field): unknown[] {
  return field.required ? badOf(field) : badOf(field).filter((value) => !meansAbsent(value));
}

// For an optional field, these are the same as omitting it.
function meansAbsent(value: unknown): boolean {
  return value === "" || value === "null" || value === null || (Array.isArray(value) && value.length === 0);
}

function badOf({ name, required, schema }: Field): unknown[] {
  const missing = required ? [undefined, null] : [];
  if (schema.enum) return [...badChoices(schema.enum), ...missing];
  if (schema.type === "integer") return [...badWholes, (schema.maximum ?? 0) + 1, ...missing];
  const bad = Object.hasOwn(byName, name) ? (byName[name] ?? []) : [];
  if (schema.type === "array") return [...badLists, ...bad, ...missing];
  return bad.length > 0 ? [...bad, ...missing] : [];
}

/** Argument names that no target accepts. */
export const unknownNames = [
  "companyid",
  "company_id",
  "customer",
  "limit",
  "constructor",
  "prototype",
  "toString",
  "hasOwnProperty",
  "",
  " ",
  "0",
  "companyId\u200b",
  "\u202edIynapmoc",
  "\u0000",
  "a\nb",
  "\ud800",
  "x".repeat(10_000),
];
