import type { Redactor } from "../../codat/redact.ts";
import type { Settings } from "../../settings/index.ts";
import { redacted } from "../../toolkit/call/answer.ts";
import { clientOf } from "../configured-client.ts";
import { type Check, failed } from "./check.ts";
import { examine } from "./examine.ts";
import type { Runtime } from "./node.ts";

export interface DoctorDeps {
  version: string;
  redactor: Redactor;
  proxyModule: URL;
  sandboxModule: URL;
  runtime: Runtime;
  /** Takes what is to be printed on stdout. */
  write: (text: string) => void;
  /** Told of an error that was not foreseen. */
  unexpected: (error: unknown) => void;
}

/** Looks at all that stands between this machine and Codat, and prints what it finds; returns whether nothing fails. */
export async function runDoctor(
  settings: Settings,
  json: boolean,
  { version, redactor, proxyModule, sandboxModule, runtime, write, unexpected }: DoctorDeps,
): Promise<boolean> {
  const configured = clientOf(settings, { version, redactor, proxyModule, sandboxModule });
  const checks: Check[] = [];
  const tell = (check: Check) => {
    const safe = redacted(check, redactor.redact);
    checks.push(safe);
    if (!json) write(linesOf(safe));
  };
  try {
    for await (const check of examine({ settings, configured, runtime })) tell(check);
  } catch (error) {
    unexpected(error);
    tell(failed("doctor", error));
  } finally {
    await configured.close();
  }
  const ok = checks.every(({ result }) => result !== "failure");
  if (json) write(`${JSON.stringify({ ok, checks })}\n`);
  return ok;
}

const margin = " ".repeat(9);

function linesOf(check: Check): string {
  const mend = "mend" in check && check.mend ? `\nTo mend it: ${check.mend}` : "";
  return `${check.result.padEnd(margin.length)}${`${check.message}${mend}`.replaceAll("\n", `\n${margin}`)}\n`;
}
