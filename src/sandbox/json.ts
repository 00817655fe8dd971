/** JSON text, with a bigint as the bare number that a JavaScript number cannot hold. */
export function writeJson(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) =>
    typeof item === "bigint" ? `bigint:${item}` : item,
  ).replace(/"bigint:(\d+)"/g, "$1");
}
