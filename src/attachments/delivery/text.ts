import { advice } from "../../base/advice.ts";
import { inSlices } from "../../base/event-loop.ts";
import { ToolError } from "../../base/tool-error.ts";
import type { AttachmentIds } from "../../codat/routes.ts";
import { bounds } from "../../document-text/bounds.ts";
import type { Settings } from "../../settings/index.ts";
import { FileTooLarge, fetchFile, readRecord } from "../record.ts";
import { fenceChars, fenced } from "../text/fence.ts";
import { partsOf } from "../text/parts.ts";
import type { AttachmentText } from "../text/text-cache.ts";
import { factsOf, noteFile } from "./blocks.ts";
import type { ContentBlock, DeliveryContext } from "./context.ts";
import { bytesProgress } from "./progress.ts";

/** Returns the requested part of a file's text, marked as the borrower's. */
export async function asText(
  ids: AttachmentIds,
  part: number,
  context: DeliveryContext,
): Promise<ContentBlock[]> {
  // Later parts come from the text whose first part was read. The first part is always read again.
  const text = (part > 1 && context.textCache.get(ids)) || (await extractText(ids, context));
  const head = [factsOf(ids, text.file), ...text.notes];
  const parts = await inSlices(partsOf(text.blocks, partChars(head, context.settings)), context.signal);
  const content = parts[part - 1];
  if (content === undefined) {
    throw new ToolError(
      "arguments",
      `part must be from 1 to ${parts.length}: the text has no part ${part}.`,
      { advice: advice.anotherPart },
    );
  }
  noteFile(context.notes, text.file);
  const position = parts.length === 1 ? "text: whole" : `text: part ${part} of ${parts.length}`;
  const next = part < parts.length ? ` (for the next part, call again with part ${part + 1})` : "";
  return [
    { type: "text", text: [head[0], position + next, ...head.slice(1)].join("\n") },
    { type: "text", text: fenced(content) },
  ];
}

async function extractText(
  ids: AttachmentIds,
  { codat, settings, textCache, signal, progress, trace }: DeliveryContext,
): Promise<AttachmentText> {
  const limitBytes = Math.min(bounds.fileBytes, settings.attachmentMaxBytes);
  let size = 0;
  const fetch = async () => {
    const record = await readRecord(codat, ids);
    try {
      const file = await fetchFile(codat, ids, record, {
        limitBytes,
        progress: bytesProgress(progress, record, 2),
      });
      size = file.size;
      return file;
    } catch (error) {
      if (!(error instanceof FileTooLarge)) throw error;
      throw new ToolError(
        "too_large",
        `The file is larger than the text extraction limit of ${limitBytes} bytes.`,
        {
          advice: advice.openElsewhere,
        },
      );
    }
  };
  return textCache.extract(ids, fetch, {
    signal,
    trace,
    // Extraction is the second half of the total, so that progress never goes backwards.
    progress: (what, done, total) =>
      progress(size + (size * done) / total, 2 * size, `reading ${what} ${done} of ${total}`),
  });
}

const minPartChars = 1_000;
const maxPartChars = 2_000_000;

function partChars(head: string[], { resultLimitChars }: Settings): number {
  const headChars = head.reduce((sum, line) => sum + line.length + 1, 0);
  const chars = (resultLimitChars || maxPartChars) - headChars - fenceChars;
  return Math.min(maxPartChars, Math.max(minPartChars, chars));
}
