import { ToolError } from "../../base/tool-error.ts";
import type { AttachmentIds } from "../../codat/routes.ts";
import type { Settings } from "../../settings/index.ts";
import { type FetchContext, fetchContent } from "../member/fetch-content.ts";
import { type FetchedFile, FileTooLarge, readRecord } from "../record.ts";
import type { DeliveryContext } from "./context.ts";
import { type KnownFile, otherFormats, readLimitBytes } from "./other-formats.ts";
import { bytesProgress } from "./progress.ts";

/** Downloads a file to extract its text or to draw it; the download is one of `stages`. Throws `too_large`. */
export async function fetchToRead(
  ids: AttachmentIds,
  context: FetchContext & Pick<DeliveryContext, "progress">,
  stages = 1,
): Promise<FetchedFile> {
  const { codat, settings, progress } = context;
  const limitBytes = readLimitBytes(settings);
  const record = await readRecord(codat, ids);
  try {
    return await fetchContent(ids, record, context, {
      limitBytes,
      progress: bytesProgress(progress, record, stages),
    });
  } catch (error) {
    if (!(error instanceof FileTooLarge)) throw error;
    const known = {
      record,
      size: sizeOver(limitBytes, record.fileSize),
      type: undefined,
      text: false,
      images: 0,
    };
    throw new ToolError(
      "too_large",
      `The file is larger than ${limitBytes} bytes, the limit for text and images.`,
      {
        advice: otherFormats([], known, settings),
        cause: error,
      },
    );
  }
}

/** The recorded size of a file over a limit; undefined if the record is wrong. */
export function sizeOver(limitBytes: number, recorded = 0): number | undefined {
  return recorded > limitBytes ? recorded : undefined;
}

/** Awaits what reads a file. A refusal names the formats that work for the file. */
export async function namingFormats<T>(file: KnownFile, settings: Settings, reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    if (!(error instanceof ToolError) || error.kind !== "unreadable") throw error;
    const advice = [error.advice, otherFormats([], file, settings)].filter(Boolean).join(" ");
    throw new ToolError(error.kind, error.message, { advice, cause: error });
  }
}
