/** A table row: a fault, and the expected and actual end of its call. */
export interface Row {
  name: string;
  expected: string;
  got: string;
  attempts: string;
  wait: string;
  /** Deviations from the expectation, as sentences. */
  failures: string[];
}

/** Totals over all requests to a server. */
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
