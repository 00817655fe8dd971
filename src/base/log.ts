/** Log levels for stderr. Each level includes the levels after it. */
export const logLevels = ["debug", "info", "warn", "error"] as const;
export type LogLevel = (typeof logLevels)[number];

/** Writes one line of `key=value` pairs. Never pass an API key, an id, a name, a query or a borrower's data. */
export type Log = (
  level: LogLevel,
  event: string,
  values?: Record<string, string | number | undefined>,
) => void;

// Evidence for the operator, which no level hides.
const always = ["audit_head", "policy"];

/** A log that redacts and writes the lines at or above `threshold`, and those that no level hides. */
export function createLog(
  threshold: LogLevel,
  write: (line: string) => void,
  redact: (text: string) => string,
): Log {
  const least = logLevels.indexOf(threshold);
  return (level, event, values = {}) => {
    if (logLevels.indexOf(level) < least && !always.includes(event)) return;
    const pairs = Object.entries(values).filter(([, value]) => value !== undefined);
    const line = [
      `level=${level}`,
      `event=${event}`,
      ...pairs.map(([key, value]) => `${key}=${quoted(value)}`),
    ];
    write(redact(`${line.join(" ")}\n`));
  };
}

function quoted(value: unknown): string {
  const text = String(value);
  return /^[\w.:/-]+$/.test(text) ? text : JSON.stringify(text);
}
