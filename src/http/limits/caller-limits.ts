import type { Release } from "../../base/semaphore.ts";
import type { Settings } from "../../settings/index.ts";
import { MinuteWindow } from "./minute-window.ts";

/** Why a call is refused before it starts. */
export interface LimitRefusal {
  status: 429;
  /** For the log. */
  reason: "calls_in_flight" | "calls_per_minute";
  /** One sentence: what is wrong, and what to do. */
  message: string;
  retryAfterSeconds: number;
}

/** Keeps each caller of a process within its share. */
export interface CallerLimits {
  /**
   * Counts a request of a caller. Only `tools/call` is limited, and a refused call does not count. Release it when its
   * response has been read or its connection is closed.
   */
  admit(caller: string, method: string): Release | LimitRefusal;
  /** Calls of all callers that are not released. */
  inFlight(): number;
  /** How many callers are remembered. */
  callers(): number;
}

interface Share {
  inFlight: number;
  window: MinuteWindow;
}

const sweepMs = 60_000;

/** Limits callers by name: all tokens of one name share its limits. `now` is a clock in milliseconds that never goes back. */
export function createCallerLimits(
  settings: Pick<Settings, "httpCallsInFlight" | "httpCallsPerMinute">,
  now: () => number = () => performance.now(),
): CallerLimits {
  const { httpCallsInFlight: mostInFlight, httpCallsPerMinute: mostPerMinute } = settings;
  const shares = new Map<string, Share>();
  let total = 0;
  let sweptAtMs = now();
  // An identity provider can have any number of callers.
  const sweep = (nowMs: number) => {
    if (nowMs - sweptAtMs < sweepMs) return;
    sweptAtMs = nowMs;
    for (const [name, { inFlight, window }] of shares) {
      if (inFlight === 0 && window.isEmpty(nowMs)) shares.delete(name);
    }
  };
  return {
    admit(caller, method) {
      if (method !== "tools/call") return () => {};
      const nowMs = now();
      sweep(nowMs);
      const share = shares.get(caller) ?? { inFlight: 0, window: new MinuteWindow(mostPerMinute) };
      shares.set(caller, share);
      if (share.inFlight >= mostInFlight) return tooManyInFlight(mostInFlight);
      const waitSeconds = share.window.count(nowMs);
      if (waitSeconds > 0) return tooManyPerMinute(mostPerMinute, waitSeconds);
      share.inFlight++;
      total++;
      let isReleased = false;
      return () => {
        if (isReleased) return;
        isReleased = true;
        share.inFlight--;
        total--;
      };
    },
    inFlight: () => total,
    callers: () => shares.size,
  };
}

export function isLimitRefusal(answer: Release | LimitRefusal): answer is LimitRefusal {
  return "status" in answer;
}

function tooManyInFlight(most: number): LimitRefusal {
  return {
    status: 429,
    reason: "calls_in_flight",
    message: `This caller has ${most} calls in flight, the limit that CODAT_HTTP_CALLS_IN_FLIGHT sets. Wait until one of them ends.`,
    retryAfterSeconds: 1,
  };
}

function tooManyPerMinute(most: number, waitSeconds: number): LimitRefusal {
  return {
    status: 429,
    reason: "calls_per_minute",
    message: `This caller made ${most} calls within a minute, the limit that CODAT_HTTP_CALLS_PER_MINUTE sets. Retry in ${waitSeconds} s.`,
    retryAfterSeconds: waitSeconds,
  };
}
