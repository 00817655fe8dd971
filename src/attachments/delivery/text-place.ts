import { advice } from "../../base/advice.ts";
import { ToolError } from "../../base/tool-error.ts";
import type { TextPages } from "../text/pages.ts";
import type { FileFacts } from "./context.ts";

/** Where to start in a text: at a page, sheet or slide, or at a part. */
export interface TextPlace {
  page?: number | undefined;
  part: number;
}

/** What a result shows of a text. */
export interface ShownText {
  /** `text: pages 3-5 of 12`, and how to get the rest. */
  position: string;
  text: string;
  facts: Partial<FileFacts>;
}

export function noSuchPart(part: number, parts: number): ToolError {
  return new ToolError("arguments", `part must be from 1 to ${parts}: the text has no part ${part}.`, {
    advice: advice.anotherPart,
  });
}

/** Throws `arguments` for a page that a text does not have. */
export function checkPage(pages: TextPages | undefined, page: number): void {
  if (!pages && page > 1) {
    throw new ToolError("arguments", "page must be 1: this text is not divided into pages.", {
      advice: advice.partInstead,
    });
  }
  if (!pages || page <= pages.total) return;
  const { unit, total } = pages;
  throw new ToolError("arguments", `page must be from 1 to ${total}: this file has no ${unit} ${page}.`, {
    advice: advice.anotherPage,
  });
}

/** Thrown if a page exists, but neither it nor any page after it has text. */
export class NoTextFrom extends ToolError {
  constructor(page: number, total: number) {
    super("unreadable", `No text from page ${page} on: the file has ${total} pages.`, {
      advice: `To look at the page, use format image with page ${page}.`,
    });
  }
}
