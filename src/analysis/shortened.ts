const longestValue = 200;

/** A value in a result. Text that no reader needs in full is cut, so that one record cannot fill the result. */
export function shortened(value: unknown): unknown {
  if (typeof value !== "string" || value.length <= longestValue) return value;
  return `${Array.from(value.slice(0, longestValue)).slice(0, -1).join("")}…`;
}
