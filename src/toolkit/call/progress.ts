import type { Progress } from "../../attachments/delivery/context.ts";

const shortestPauseMs = 500;

/** Sends progress to a caller that asked for it: at most twice a second, and never backwards. */
export function progressOf(
  meta: Record<string, unknown> | undefined,
  notify: (notification: { method: string; params: Record<string, unknown> }) => Promise<void>,
): Progress {
  const progressToken = meta?.progressToken;
  if (typeof progressToken !== "string" && typeof progressToken !== "number") return () => {};
  let sentAtMs = Number.NEGATIVE_INFINITY;
  let sent = -1;
  return (done, total, message) => {
    const nowMs = performance.now();
    if (done <= sent || nowMs - sentAtMs < shortestPauseMs) return;
    sentAtMs = nowMs;
    sent = done;
    const params = { progressToken, progress: done, ...(total !== undefined && { total }), message };
    // Failing to notify a disconnected client must not fail the call.
    notify({ method: "notifications/progress", params }).catch(() => {});
  };
}
