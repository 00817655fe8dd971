import type { ToolError } from "../../base/tool-error.ts";
import { whenCalled } from "../../base/when-called.ts";
import type { Called } from "../../guard/audit/call-record.ts";
import type { CallRequest } from "../call/call-request.ts";
import { toToolError, unexpectedIn } from "../call/failure-text.ts";
import type { Registration } from "./context.ts";

/** Returns what loads, with the first call, what runs calls. A call for which that fails is reported like any other. */
export function callLoader<Run>(
  called: Called,
  { report }: Pick<Registration, "report">,
  load: () => Promise<Run>,
): (request: CallRequest) => Promise<{ run: Run } | { error: ToolError }> {
  const run = whenCalled(load);
  return async ({ client, requestId }) => {
    const startedAtMs = performance.now();
    try {
      return { run: await run() };
    } catch (thrown) {
      const error = toToolError(thrown);
      const ms = Math.round(performance.now() - startedAtMs);
      const record = { ...called, client, requestId, outcome: error.kind, attempts: 0, ms };
      return report(record, unexpectedIn(error)).then(
        () => ({ error }),
        (unreported: unknown) => ({ error: toToolError(unreported) }),
      );
    }
  };
}
