import { callOrigin } from "./call-origin.ts";

/** Log levels for stderr. Each level includes the levels after it. */
export const logLevels = ["debug", "info", "warn", "error"] as const;
export type LogLevel = (typeof logLevels)[number];

type Values = Record<string, string | number | undefined>;

/** Writes one line. Never pass an API key, an id, a name, a query or a borrower's data. */
export type Log = (level: LogLevel, event: string, values?: Values) => void;

/**
 * A log that redacts and writes the lines at or above `threshold`: pairs of `key=value`, or, if a replica is given, JSON
 * that names the replica, the caller and the request.
 */
export function createLog(
  threshold: LogLevel,
  write: (line: string) => void,
  redact: (text: string) => string,
  replica?: string,
): Log {
  const least = logLevels.indexOf(threshold);
  return (level, event, values = {}) => {
    if (logLevels.indexOf(level) < least) return;
    const line =
      replica === undefined
        ? redact(pairs({ level, event, ...values }))
        : json({ level, event, replica, ...callOrigin(), ...values }, redact);
    write(`${line}\n`);
  };
}

function pairs(values: Values): string {
  return Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}=${quoted(value)}`)
    .join(" ");
}

function quoted(value: unknown): string {
  const text = String(value);
  return /^[\w.:/-]+$/.test(text) ? text : JSON.stringify(text);
}

// Each value is redacted by itself, because a key that is removed from a whole line could take a quotation mark with it.
function json(values: Values, redact: (text: string) => string): string {
  const entries = Object.entries(values).map(([key, value]) => [
    key,
    typeof value === "string" ? redact(value) : value,
  ]);
  return JSON.stringify({ time: new Date().toISOString(), ...Object.fromEntries(entries) });
}
