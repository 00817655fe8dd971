/** A row of the table: what came of the values that were tried of a field. */
export interface Row {
  target: string;
  field: string;
  bad?: { tried: number; refused: number; requests: number };
  odd?: { tried: number; whole: number };
}

/** What came of inputs made at random. */
interface Fuzzed {
  answered: number;
  exits: number;
}

declare module "vitest" {
  interface TaskMeta {
    abuse?: { rows?: Row[]; fuzzed?: Fuzzed };
  }
}

/** A value as a failure names it: in one line, nothing hidden, not whole where it is long. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? "undefined";
  const visible = text.replace(
    /[^\x20-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return visible.length > 160 ? `${visible.slice(0, 160)}… (${visible.length} characters)` : visible;
}
