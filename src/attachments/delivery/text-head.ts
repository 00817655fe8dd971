import type { AttachmentIds } from "../../codat/routes.ts";
import type { Settings } from "../../settings/index.ts";
import { pagesWithoutText, ranges, type TextPages } from "../text/pages.ts";
import type { AttachmentText } from "../text/text-cache.ts";
import { factsOf } from "./blocks.ts";
import { isPdf, knownOf, otherFormats } from "./other-formats.ts";

/** What stands before a file's text: the file's facts, notes on the text, and the other formats. */
export function textHead(
  ids: AttachmentIds,
  { file, notes }: AttachmentText,
  pages: TextPages | undefined,
  settings: Settings,
): string[] {
  const isDrawn = isPdf(file.type);
  const known = knownOf(file, { text: true, images: isDrawn ? (pages?.total ?? 1) : 0 });
  const without = isDrawn && pages ? pagesWithoutText(pages) : [];
  return [
    factsOf(ids, file),
    ...notes,
    ...(without.length > 0 ? [lookAt(without)] : []),
    otherFormats(["text"], known, settings),
  ];
}

function lookAt(pages: readonly number[]): string {
  const what = pages.length === 1 ? `page ${pages[0]}, which has` : `pages ${ranges(pages)}, which have`;
  return `To look at ${what} no text, use format image with page.`;
}
