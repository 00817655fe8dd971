import * as z from "zod";
import { ToolError } from "../../base/tool-error.ts";
import { endingBy, longestMaxElapsedMs, type Retries } from "../../settings/retries.ts";

/** The key in a request's `_meta` that overrides the retries of one call. The value has the shape of Codat's retry options. */
const retriesMetaKey = "codat-customers-mcp/retries";

// Created on demand: few calls override retries, and creating it at startup would slow every start.
function overrideSchema() {
  const ms = z.number().int().min(0).max(longestMaxElapsedMs).optional();
  return z.strictObject({
    strategy: z.enum(["backoff", "none"]).optional(),
    backoff: z
      .strictObject({
        initialInterval: ms,
        maxInterval: ms,
        exponent: z.number().min(1).max(10).optional(),
        maxElapsedTime: ms,
      })
      .optional(),
    retryConnectionErrors: z.boolean().optional(),
  });
}

/** The retries of one call: the settings with the caller's overrides, up to the deadline. Throws `arguments` for an invalid override. */
export function callRetries(
  { retries: settings, deadlineMs }: { retries: Retries; deadlineMs: number },
  meta: Record<string, unknown> | undefined,
  warn: (warning: string) => void,
): Retries {
  const override = meta?.[retriesMetaKey];
  if (override === undefined || override === null) return settings;
  const result = overrideSchema().safeParse(override);
  if (!result.success) {
    throw new ToolError(
      "arguments",
      `_meta["${retriesMetaKey}"] must be {strategy: "backoff" or "none", backoff: {initialInterval, maxInterval, exponent (1 to 10), maxElapsedTime}, retryConnectionErrors}. Times are in ms. Every field is optional.`,
    );
  }
  const { backoff, ...rest } = result.data;
  if ((backoff?.maxElapsedTime ?? 0) > deadlineMs) {
    warn(
      `_meta["${retriesMetaKey}"].backoff.maxElapsedTime is longer than the deadline of a call. Retries stop there.`,
    );
  }
  return endingBy(deadlineMs, {
    ...settings,
    ...defined(rest),
    backoff: { ...settings.backoff, ...defined(backoff ?? {}) },
  });
}

// Spreading an undefined field would overwrite the setting.
function defined<T extends object>(parts: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
