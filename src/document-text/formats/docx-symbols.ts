import { inlineMark } from "../output/marks.ts";

// Ticks, boxes and bullets of the fonts that forms are made with; they have no characters of their own.
const symbols: Record<string, string> = {
  "Wingdings FC": "✓",
  "Wingdings FB": "✗",
  "Wingdings FE": "☑",
  "Wingdings FD": "☒",
  "Wingdings A8": "☐",
  "Wingdings 6F": "☐",
  "Wingdings A7": "▪",
  "Wingdings 2 52": "☑",
  "Wingdings 2 A3": "☐",
  "Wingdings 2 50": "✓",
  "Symbol B7": "•",
};

/** A character that a font draws where others have a letter: its code as `F0FC`. */
export function symbol(font = "", char = ""): string {
  const code = char.replace(/^F0/i, "").toUpperCase();
  return symbols[`${font} ${code}`] ?? inlineMark("symbol", `${code} of ${font}`);
}
