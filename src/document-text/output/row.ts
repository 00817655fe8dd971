/** Stands between two cells. */
export const separator = " | ";

/** Joins a row's cells with ` | `. Inside a cell, a line break becomes `⏎` and a bar becomes `\|`. */
export function rowOf(cells: readonly string[]): string {
  const filled = cells.slice(0, cells.findLastIndex((cell) => cell.trim() !== "") + 1);
  return filled.map(cellText).join(separator);
}

const special = /[\r\n|]/;

function cellText(cell: string): string {
  if (!special.test(cell)) return cell.trim();
  const lines = cell.split(/\r\n?|\n/).map((line) => line.trim());
  return lines
    .filter((line) => line !== "")
    .join(" ⏎ ")
    .replaceAll("|", "\\|");
}
