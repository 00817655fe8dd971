import { asBuffer } from "../../input/as-buffer.ts";

// Whatever can hold text, and the element that makes a shape a placeholder.
const elements =
  /<(?:[\w.-]{1,50}:)?(sp|ph|txBody|graphicFrame|cxnSp|pic|AlternateContent|contentPart|control)[\s/>]/g;

/**
 * Whether all shapes with text on a layout or a master are placeholders, whose text is only a prompt. Most are so, and looking
 * costs a tenth of parsing.
 */
export function hasOnlyPlaceholders(part: Uint8Array): boolean {
  // UTF-16.
  if (part[0] === 0 || part[1] === 0 || (part[0] ?? 0) >= 0xfe) return false;
  let isPlaceholder = false;
  for (const [, name] of asBuffer(part).toString("latin1").matchAll(elements)) {
    if (name === "sp" || name === "pic" || name === "cxnSp") isPlaceholder = false;
    else if (name === "ph") isPlaceholder = true;
    else if (name !== "txBody" || !isPlaceholder) return false;
  }
  return true;
}
