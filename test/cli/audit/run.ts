import { once } from "node:events";
import { startChild } from "../../support/child.ts";

/** Runs `audit` of the built program to its end. */
export async function runAudit(
  ...flags: string[]
): Promise<{ code: number | NodeJS.Signals; stdout: string; stderr: string }> {
  await using child = startChild({}, { flags: ["audit", ...flags] });
  await once(child.process, "close");
  return { code: await child.exited, stdout: child.stdout(), stderr: child.stderr() };
}
