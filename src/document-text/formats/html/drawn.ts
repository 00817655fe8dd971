import type { Look } from "./look.ts";
import type { StyledElement } from "./selectors.ts";

/** The room that a picture or something else without text takes up in a line: any keeps two numbers apart, also a narrow one. */
export function drawnWidth({ name, attributes }: StyledElement, look: Look): number {
  if (look.isGone) return 0;
  if (name === "object" && attributes.data === undefined) return 0;
  if (name === "audio" && attributes.controls === undefined) return 0;
  return Number.POSITIVE_INFINITY;
}
