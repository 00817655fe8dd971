/** Whether an element begins a line, or only stands apart from its neighbors; or its part in a table. */
export type Display = "block" | "apart" | "inline" | "table" | "group" | "row" | "cell";

const byValue = new Map<string, Display>([
  ["inline", "inline"],
  ["contents", "inline"],
  ["initial", "inline"],
  ["ruby", "inline"],
  ["table", "table"],
  ["table-row-group", "group"],
  ["table-header-group", "group"],
  ["table-footer-group", "group"],
  ["table-row", "row"],
  ["table-cell", "cell"],
]);

/** What a value of `display` makes of an element. Undefined for values that browsers do not know, and for `none`. */
export function displayOf(value: string): Display | undefined {
  const word = value.toLowerCase().replace(/^-(webkit|moz|ms)-/, "");
  const known = byValue.get(word);
  if (known) return known;
  if (/^inline[- ]/.test(word)) return "apart";
  return /^(block|flex|grid|box|table|list-item|flow-root|run-in)/.test(word) ? "block" : undefined;
}

/** What is floating, or stands anywhere on the page, stands apart from the text around it. */
export function displayIn(display: Display | undefined, isApart: boolean): Display | undefined {
  return isApart && (display ?? "inline") === "inline" ? "apart" : display;
}
