/** A row of the table: a fault, how its call had to end, and how it did. */
export interface Row {
  name: string;
  expected: string;
  got: string;
  attempts: string;
  wait: string;
  /** What was not as specified, as sentences. */
  failures: string[];
}

/** What became of all requests to a server, and of the server before its end. */
export interface Totals {
  lost: number;
  duplicated: number;
  exits: number;
}

declare module "vitest" {
  interface TaskMeta {
    faultRow?: Row;
    faultTotals?: Totals & { failures: string[] };
  }
}
