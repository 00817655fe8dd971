import { ToolError } from "../../base/tool-error.ts";
import { type ExtractedText, UnreadableFile } from "../../document-text/extract-text.ts";
import { firstSentence } from "../first-sentence.ts";
import { pagesOf, pagesWithoutText, ranges } from "../text/pages.ts";
import type { Inspection } from "./inspection.ts";

/** What a file's text shows of the file. `pagesRead` is the number of pages that the reader reported. */
export function describeText(text: ExtractedText, pagesRead: number | undefined): Inspection {
  const { blocks, files, gap } = text;
  const own = files ? blocks.slice(0, files.from) : blocks;
  const characters = own.reduce((sum, block) => sum + ("line" in block ? block.line.length : 0), 0);
  const pages = pagesOf(own);
  const found = { pages: pages?.total ?? pagesRead, characters, members: files?.count };
  if (characters > 0) {
    const empty = pages?.unit === "page" ? pagesWithoutText(pages) : [];
    return { status: "done", ...found, reason: gap?.sentence ?? withoutText(empty) };
  }
  if (gap?.reason !== "failed") {
    return { status: "done", ...found, reason: gap ? firstSentence(gap.sentence) : onlyFiles };
  }
  return { status: "failed", ...found, characters: undefined, reason: gap.sentence };
}

const onlyFiles = "It has no text of its own, only the files inside it.";

function withoutText(pages: readonly number[]): string | undefined {
  if (pages.length === 0) return undefined;
  return pages.length === 1 ? `Page ${pages[0]} has no text.` : `Pages ${ranges(pages)} have no text.`;
}

/** What a failed extraction shows of the file; undefined if it shows only that this server cannot read any file. */
export function describeFailure(error: unknown, pages: number | undefined): Inspection | undefined {
  if (!(error instanceof ToolError) || error.kind !== "unreadable") return undefined;
  const reason = error.cause instanceof UnreadableFile ? error.cause.reason : undefined;
  if (reason === "notInstalled" || reason === "notStarted") return undefined;
  if (reason !== "noText" && reason !== "empty") return { status: "failed", pages, reason: error.message };
  return { status: "done", pages, characters: 0, reason: firstSentence(error.message) };
}
