import * as z from "zod";
import { ToolError } from "../../base/tool-error.ts";
import type { Retries } from "../../settings/index.ts";

/** The key of a request's `_meta` under which a caller sets the retries of one call, in Codat's own shape. */
const retriesMetaKey = "codat-customers-mcp/retries";

// Made when first needed, since hardly a call overrides anything and every start would pay for it.
function overrideSchema() {
  const ms = z.number().int().min(0).max(3_600_000).optional();
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

/** The retries of one call: the settings', with what the caller overrides. Throws `arguments` for a bad override. */
export function callRetries(settings: Retries, meta: Record<string, unknown> | undefined): Retries {
  const given = meta?.[retriesMetaKey];
  if (given === undefined || given === null) return settings;
  const result = overrideSchema().safeParse(given);
  if (!result.success) {
    throw new ToolError(
      "arguments",
      `_meta["${retriesMetaKey}"] must be {strategy: "backoff" or "none", backoff: {initialInterval, maxInterval, exponent (1 to 10), maxElapsedTime}, retryConnectionErrors}, times in ms, each part optional.`,
    );
  }
  const { backoff, ...rest } = result.data;
  return { ...settings, ...defined(rest), backoff: { ...settings.backoff, ...defined(backoff ?? {}) } };
}

// An undefined part, spread, would take the place of the setting.
function defined<T extends object>(parts: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
