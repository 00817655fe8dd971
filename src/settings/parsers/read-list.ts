/** The distinct values of a list; undefined if the list is empty or a value is invalid. */
export function readList<T>(text: string, parse: (word: string) => T | undefined): readonly T[] | undefined {
  const values = text.split(",").map((word) => parse(word.trim()));
  const known = values.filter((value) => value !== undefined);
  return known.length === values.length ? [...new Set(known)] : undefined;
}
