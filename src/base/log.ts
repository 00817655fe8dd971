/** How much goes to stderr; each level includes the ones after it. */
export const logLevels = ["debug", "info", "warn", "error"] as const;
export type LogLevel = (typeof logLevels)[number];

/** Writes a line of `key=value`. Values are ours: never a key, an id, a name, a query or a borrower's content. */
export type Log = (
  level: LogLevel,
  event: string,
  values?: Record<string, string | number | undefined>,
) => void;

/** A log that writes lines at or above `threshold`, each passed through `redact`. */
export function createLog(
  threshold: LogLevel,
  write: (line: string) => void,
  redact: (text: string) => string,
): Log {
  const least = logLevels.indexOf(threshold);
  return (level, event, values = {}) => {
    if (logLevels.indexOf(level) < least) return;
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
