const seconds = /^\d{1,9}(?:\.\d{1,9})?$/;
const httpDate = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? .*\d{2}:\d{2}:\d{2}/;
const isoDate = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;

/**
 * The wait that a `Retry-After` header asks for, in ms; undefined if it is missing or invalid. A date is measured from
 * the response's own `Date`, so that a wrong clock on either side does not matter. A past date means no wait.
 */
export function retryAfterMs(
  header: string | null,
  dateHeader: string | null,
  nowMs: number,
): number | undefined {
  const value = header?.trim() ?? "";
  if (seconds.test(value)) return Math.ceil(Number(value) * 1000);
  const then = dateMs(value);
  return then === undefined ? undefined : Math.max(0, then - (dateMs(dateHeader?.trim() ?? "") ?? nowMs));
}

// Date.parse accepts "-5" and "120, 60" as dates, and reads dates without a zone as local time.
function dateMs(value: string): number | undefined {
  if (!httpDate.test(value) && !isoDate.test(value)) return undefined;
  const isZoned = /(?:GMT|Z|[+-]\d{2}:?\d{2})$/.test(value);
  const zoned = isZoned ? value : `${value}${isoDate.test(value) ? "Z" : " GMT"}`;
  const ms = Date.parse(zoned);
  return Number.isNaN(ms) ? undefined : ms;
}
