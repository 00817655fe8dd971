const plainCode = /^[A-Z][A-Z0-9_]{2,48}$/;

/** The code of an error or of its first cause that has one; otherwise "". */
export function codeOf(error: unknown): string {
  for (const cause of causesOf(error)) {
    const code: unknown = "code" in cause ? cause.code : undefined;
    if (typeof code === "string" && plainCode.test(code)) return code;
  }
  return "";
}

/** An error and its causes, at most five in total. */
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

/** The loggable facts of an unexpected error. Its message and paths are omitted: they may contain keys or customer data. */
export function traceOf(error: unknown): ErrorTrace {
  if (!(error instanceof Error)) return { class: typeof error };
  const at = /[/\\(]([\w.-]+\.[mc]?[jt]s:\d+:\d+)/.exec(error.stack ?? "")?.[1];
  return { class: error.name, at, code: codeOf(error) || undefined };
}
