/** JSON text that writes a bigint as a number, beyond the range of a JavaScript number. */
export function writeJson(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) =>
    typeof item === "bigint" ? `bigint:${item}` : item,
  ).replace(/"bigint:(\d+)"/g, "$1");
}
