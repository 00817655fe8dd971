import { untilAborted } from "../../base/abort.ts";
import { ToolError } from "../../base/tool-error.ts";
import { type Check, failed } from "./check.ts";

/** A check that may be slow. `what` begins a sentence about it. */
export interface Slow {
  name: string;
  what: string;
  run: (signal: AbortSignal) => Promise<Check>;
}

/** The check's result, or a failure after `limitMs`, when its signal aborts. */
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
  return new ToolError("timeout", `${what} did not finish within ${Math.round(limitMs / 100) / 10} s.`, {
    advice: "Try again. If it happens again, check the network, the proxy or the disk.",
  });
}
