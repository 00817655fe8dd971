/** A table row: the results for the values of one field. */
export interface Row {
  target: string;
  field: string;
  bad?: { tried: number; refused: number; requests: number };
  odd?: { tried: number; whole: number };
  climbing?: { tried: number; outside: number };
  probes?: { tried: number; sent: number };
}

/** The results for random inputs. */
interface Fuzzed {
  answered: number;
  exits: number;
}

declare module "vitest" {
  interface TaskMeta {
    abuse?: { rows?: Row[]; fuzzed?: Fuzzed };
  }
}

/** A value for failure messages: one line, ASCII only, truncated if long. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? "undefined";
  const visible = text.replace(
    /[^\x20-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return visible.length > 160 ? `${visible.slice(0, 160)}… (${visible.length} characters)` : visible;
}
