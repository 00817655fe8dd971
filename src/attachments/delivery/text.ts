import type { AttachmentIds } from "../../codat/attachment.ts";
import { CodatError } from "../../codat/error.ts";
import type { ContentBlock } from "../../toolkit/call/answer.ts";
import type { AnswerSettings, ToolContext } from "../../toolkit/define/define-tool.ts";
import { FileTooLarge, fetchFile, readRecord } from "../record.ts";
import { fenceChars, fenced } from "../text/fence.ts";
import { partsOf } from "../text/parts.ts";
import type { AttachmentText } from "../text/text-cache.ts";
import { factsOf, handOut } from "./blocks.ts";
import { bytesProgress } from "./progress.ts";

const mebibyte = 1024 * 1024;
const largestReadBytes = 64 * mebibyte;

/** The text of a file, or the part of it that is asked for, marked as the borrower's. */
export async function asText(
  ids: AttachmentIds,
  part: number,
  context: ToolContext,
): Promise<ContentBlock[]> {
  // A further part belongs to the text whose first part was read; the first is always read anew.
  const text = (part > 1 && context.textCache.get(ids)) || (await extractText(ids, context));
  const head = [factsOf(ids, text.file), ...text.notes];
  const parts = partsOf(text.blocks, partChars(head, context.settings));
  const content = parts[part - 1];
  if (content === undefined) {
    throw new CodatError(
      "arguments",
      `part must be from 1 to ${parts.length}: the text has no part ${part}.`,
      {
        advice: "Call again with a part that there is.",
      },
    );
  }
  handOut(context.notes, text.file);
  const position = parts.length === 1 ? "text: whole" : `text: part ${part} of ${parts.length}`;
  const onward = part < parts.length ? ` (for more, call again with part ${part + 1})` : "";
  return [
    { type: "text", text: [head[0], position + onward, ...head.slice(1)].join("\n") },
    { type: "text", text: fenced(content) },
  ];
}

async function extractText(
  ids: AttachmentIds,
  { codat, settings, textCache, signal, progress }: ToolContext,
): Promise<AttachmentText> {
  const limitBytes = Math.min(largestReadBytes, settings.attachmentMaxBytes);
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
      throw new CodatError(
        "too_large",
        `The file is over the ${limitBytes} bytes that are read for their words.`,
        {
          advice: "It can be opened in the accounting platform, or saved where format file is offered.",
        },
      );
    }
  };
  return textCache.extract(ids, fetch, {
    signal,
    // The second half, so that it never goes back.
    progress: (what, done, total) =>
      progress(size + (size * done) / total, 2 * size, `reading ${what} ${done} of ${total}`),
  });
}

const shortestPartChars = 1_000;
const longestPartChars = 2_000_000;

function partChars(head: string[], { resultLimitChars }: AnswerSettings): number {
  const headChars = head.reduce((sum, line) => sum + line.length + 1, 0);
  const chars = (resultLimitChars || longestPartChars) - headChars - fenceChars;
  return Math.min(longestPartChars, Math.max(shortestPartChars, chars));
}
