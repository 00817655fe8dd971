import { inlineMark } from "../output/marks.ts";

// Check marks, boxes and bullets of symbol fonts, which map them to private-use characters.
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

/** The Unicode character for a symbol font's code, such as `F0FC`; otherwise a placeholder. */
export function symbol(font = "", char = ""): string {
  const code = char.replace(/^F0/i, "").toUpperCase();
  return symbols[`${font} ${code}`] ?? inlineMark("symbol", `${code} in font ${font}`);
}
