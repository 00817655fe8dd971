import { untilAborted } from "../../base/abort.ts";
import { ToolError } from "../../base/tool-error.ts";
import { type Check, failed } from "./check.ts";

/** A check that takes its time: what it is about, as the beginning of a sentence. */
export interface Slow {
  name: string;
  what: string;
  run: (signal: AbortSignal) => Promise<Check>;
}

/** What it finds, or a failure after so many ms. Its signal aborts then. */
export async function within(limitMs: number, { name, what, run }: Slow): Promise<Check> {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(tooSlow(what, limitMs)), limitMs);
  try {
    return await untilAborted(run(controller.signal), controller.signal);
  } catch (error) {
    return failed(name, error);
  } finally {
    clearTimeout(timer);
  }
}

function tooSlow(what: string, limitMs: number): ToolError {
  return new ToolError("timeout", `${what} did not end within ${Math.round(limitMs / 100) / 10} s.`, {
    advice: "Try again. If it stays so, look at what stands in between: a network, a proxy, a disk.",
  });
}
