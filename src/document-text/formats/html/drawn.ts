import { pixelsIn } from "./lengths.ts";
import type { Look } from "./look.ts";
import type { StyledElement } from "./selectors.ts";

/** The room that a picture or something else without text takes up in a line, in pixels; infinite if it is not known. */
export function drawnWidth({ name, attributes }: StyledElement, look: Look, fontSize: number): number {
  if (look.isGone) return 0;
  if (name === "object" && attributes.data === undefined) return 0;
  if (name === "audio" && attributes.controls === undefined) return 0;
  const { width, height } = attributes;
  // Pages count their readers with such pictures.
  if (/^[01](px)?$/.test(height ?? "")) return 0;
  if (look.width && look.width.value > 0) return pixelsIn(look.width, fontSize);
  const written = Number.parseFloat(width ?? "");
  return written >= 0 ? written : Number.POSITIVE_INFINITY;
}
