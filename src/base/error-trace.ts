const plainCode = /^[A-Z][A-Z0-9_]{2,48}$/;

/** The code of an error, or of the first of its causes that has one; "" if none has. */
export function codeOf(error: unknown): string {
  for (const cause of causesOf(error)) {
    const code: unknown = "code" in cause ? cause.code : undefined;
    if (typeof code === "string" && plainCode.test(code)) return code;
  }
  return "";
}

/** An error and its causes, five at most. */
export function causesOf(error: unknown): Error[] {
  const causes: Error[] = [];
  for (let at = error; at instanceof Error && causes.length < 5; at = at.cause) causes.push(at);
  return causes;
}

/** Where an unexpected error comes from. */
export type ErrorTrace = {
  class: string;
  /** File, line and column. */
  at?: string;
  code?: string;
};

/** What a log may hold of an unexpected error: no message and no path, since both may quote anything. */
export function traceOf(error: unknown): ErrorTrace {
  if (!(error instanceof Error)) return { class: typeof error };
  const at = /[/\\(]([\w.-]+\.[mc]?[jt]s:\d+:\d+)/.exec(error.stack ?? "")?.[1];
  return { class: error.name, at, code: codeOf(error) || undefined };
}
