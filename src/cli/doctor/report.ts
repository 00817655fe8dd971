import { toEnd } from "../../base/event-loop.ts";
import { type Redact, redactDeep } from "../../codat/redact.ts";
import type { Check } from "./check.ts";

/** Prints checks: each when it is added, or all as one JSON object at the end. */
export interface Report {
  add(check: Check): void;
  /** Returns whether no check failed. */
  end(): boolean;
}

export function createReport({
  json,
  write,
  redact,
}: {
  json: boolean;
  write: (text: string) => void;
  redact: Redact;
}): Report {
  const checks: Check[] = [];
  return {
    add(check) {
      const safe = toEnd(redactDeep(check, redact));
      checks.push(safe);
      if (!json) write(linesOf(safe));
    },
    end() {
      const ok = checks.every(({ result }) => result !== "failure");
      if (json) write(`${JSON.stringify({ ok, checks })}\n`);
      return ok;
    },
  };
}

const margin = " ".repeat(9);

function linesOf(check: Check): string {
  const fix = "fix" in check && check.fix ? `\nFix: ${check.fix}` : "";
  return `${check.result.padEnd(margin.length)}${`${check.message}${fix}`.replaceAll("\n", `\n${margin}`)}\n`;
}
