/** Whether an element begins a line, or only stands apart from its neighbors; or its part in a table. */
export type Display = "block" | "apart" | "inline" | "table" | "group" | "row" | "cell";

/** What a style says of it: also that it is as for the element around, or by the name of the element. */
export type DisplayValue = Display | "inherit" | "revert";

/**
 * How a box places what is in it: `flex` and `grid` make boxes of inline elements, too; an older flexible box does not. An element
 * with `contents` has no box, and what is in it is placed by the box around it.
 */
export type Layout = "flex" | "grid" | "older" | "flow" | "contents";

const byValue = new Map<string, DisplayValue>([
  ["inherit", "inherit"],
  ["revert", "revert"],
  ["revert-layer", "revert"],
  ["unset", "inline"],
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
export function displayOf(value: string): DisplayValue | undefined {
  const word = value.toLowerCase().replace(/^-(webkit|moz|ms)-/, "");
  const known = byValue.get(word);
  if (known) return known;
  if (/^inline[- ]/.test(word)) return "apart";
  return /^(block|flex|grid|box|table|list-item|flow-root|run-in)/.test(word) ? "block" : undefined;
}

/**
 * What a style makes of an element; undefined if its name decides. What is floating, or stands anywhere on the page, stands apart
 * from the text around it.
 */
export function displayIn(
  value: DisplayValue | undefined,
  outer: Display | undefined,
  isApart: boolean,
): Display | undefined {
  const display = value === "revert" ? undefined : value === "inherit" ? (outer ?? "inline") : value;
  return isApart && (display ?? "inline") === "inline" ? "apart" : display;
}

/** The layout that a value of `display` sets. */
export function layoutOf(value: string): Layout {
  const [, layout] = /(flex|grid)(?!box)/i.exec(value) ?? [];
  if (layout) return layout.toLowerCase() === "grid" ? "grid" : "flex";
  if (/^contents$/i.test(value)) return "contents";
  return /box/i.test(value) ? "older" : "flow";
}

/** What an element becomes in a box of this layout. */
export function displayInLayout(
  display: Display | undefined,
  layout: Layout,
  isColumn: boolean,
): Display | undefined {
  if (layout === "grid" || (layout === "flex" && isColumn)) return "block";
  // Side by side, as the cells of a row.
  if (layout === "flex" || (layout === "older" && !isColumn && display === "block")) return "apart";
  return display;
}
