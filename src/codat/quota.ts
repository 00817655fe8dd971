import { advice } from "../base/advice.ts";
import { ToolError } from "../base/tool-error.ts";
import type { AnswerHeaders } from "./attempt.ts";

/** How many requests Codat allows today, and how many of them are left. */
export interface QuotaState {
  limit: number | undefined;
  left: number;
}

/** A request that counts toward the quota. */
export interface QuotaUse {
  /** Learns from the headers of its response. */
  learn(headers: AnswerHeaders): void;
  /** The request has ended, with or without a response. */
  end(): void;
}

/** The daily quota of requests, shared by all calls. */
export interface Quota {
  /** What is known; undefined before the first response and after the reset. */
  state(): QuotaState | undefined;
  /** Counts a request before it is sent. Throws `throttled` if it would use the reserve. */
  use(): QuotaUse;
}

interface Known extends QuotaState {
  resetsAtMs: number;
}

const dayMs = 24 * 3_600_000;

/** Leaves `reserve` requests of each day to other users of the key. */
export function createQuota(reserve: number): Quota {
  let known: Known | undefined;
  let running = 0;
  const current = () => (known && Date.now() < known.resetsAtMs ? known : undefined);
  return {
    state() {
      const state = current();
      return state && { limit: state.limit, left: state.left };
    },
    use() {
      const before = current();
      if (before && reserve > 0 && before.left <= reserve) throw belowReserve(before, reserve);
      if (before) before.left--;
      running++;
      let isAnswered = false;
      return {
        learn({ quotaLimit: limit, quotaLeft, quotaResetsAtMs }) {
          isAnswered = true;
          if (quotaLeft === undefined) return;
          // Codat may not have counted the other running requests, and responses can arrive in another order.
          const left = quotaLeft - (running - 1);
          const counted = current()?.left ?? left;
          const resetsAtMs = quotaResetsAtMs ?? nextMidnightMs(Date.now());
          known = { limit, left: Math.max(0, Math.min(left, counted)), resetsAtMs };
        },
        end() {
          running--;
          // Codat has probably not received it.
          if (!isAnswered && before) before.left++;
        },
      };
    },
  };
}

// Codat resets the quota at 00:00 UTC.
function nextMidnightMs(nowMs: number): number {
  return (Math.floor(nowMs / dayMs) + 1) * dayMs;
}

function belowReserve({ left, resetsAtMs }: Known, reserve: number): ToolError {
  return new ToolError(
    "throttled",
    `No request was sent to Codat: ${left} of today's requests are left, and CODAT_QUOTA_RESERVE keeps ${reserve} for others.`,
    { advice: advice.quotaReserve, retryAfterMs: Math.max(0, resetsAtMs - Date.now()), retryable: true },
  );
}
