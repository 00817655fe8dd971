/** What stands in a field. To an underwriter these four differ. */
export type Presence = "absent" | "null" | "empty" | "present";

/** An absent field arrives as undefined. Blank text, and lists and objects without content, are empty. */
export function presenceOf(value: unknown): Presence {
  if (value === undefined) return "absent";
  if (value === null) return "null";
  if (typeof value === "string") return value.trim() === "" ? "empty" : "present";
  if (typeof value === "object" && Object.keys(value).length === 0) return "empty";
  return "present";
}

/** The value at a dotted path; undefined if there is none. */
export function valueAt(record: object, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>(
      (value, name) =>
        typeof value === "object" && value !== null && Object.hasOwn(value, name)
          ? (value as Record<string, unknown>)[name]
          : undefined,
      record,
    );
}
