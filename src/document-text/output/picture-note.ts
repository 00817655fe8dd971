/** How many pictures a file holds whose text is missing; undefined for none. */
export function pictureNote(count: number): string | undefined {
  if (count === 1) return "1 picture is omitted: text in it is missing.";
  return count > 1
    ? `${count.toLocaleString("en")} pictures are omitted: text in them is missing.`
    : undefined;
}
