import { advice } from "../../base/advice.ts";
import { mebibyte } from "../../base/limits.ts";
import { ToolError } from "../../base/tool-error.ts";
import type { AttachmentIds } from "../../codat/routes.ts";
import { type Area, drawImage, type Picture } from "../../document-image/draw-image.ts";
import { bounds } from "../../document-text/bounds.ts";
import { checkSize } from "../../document-text/extract-text.ts";
import { bytesInFlight, whileInFlight } from "../in-flight.ts";
import { type FetchedFile, FileTooLarge, fetchFile, readRecord } from "../record.ts";
import { explainUnreadable, runInTurn } from "../worker-turn.ts";
import { base64Of, factsOf, noteFile } from "./blocks.ts";
import type { ContentBlock, DeliveryContext } from "./context.ts";
import { bytesProgress } from "./progress.ts";

/** Which part of a file to show. */
export interface View {
  /** From 1. */
  page: number;
  /** Of the upright page; default: all of it. */
  area?: Area | undefined;
}

/** Returns a page of a document, or a photo, as an image that models accept. */
export async function asImage(
  ids: AttachmentIds,
  view: View,
  context: DeliveryContext,
): Promise<ContentBlock[]> {
  return whileInFlight(async (count) => {
    const file = await fetchWhole(ids, context);
    count(file.size);
    noteFile(context.notes, file);
    return pictureBlocks(ids, file, view, await drawFile(file, view, context));
  });
}

/** Draws a fetched file in its turn. Throws ToolError `unreadable`, and `arguments` for a page after the last one. */
export async function drawFile(
  { bytes, type }: Pick<FetchedFile, "bytes" | "type">,
  { page, area }: View,
  { settings, signal, worker, trace }: Pick<DeliveryContext, "settings" | "signal" | "worker" | "trace">,
): Promise<Picture> {
  const source = { bytes, type };
  trace.busyWith = "drawing files";
  try {
    // A file that no worker can draw must not wait for one.
    checkSize(source);
    return await runInTurn(drawingBytes + bytes.byteLength, signal, (stopped) => {
      const { picture, gone } = drawImage(source, {
        worker,
        signal: stopped,
        otherBytes: bytesInFlight,
        page,
        area,
        maxSide: settings.imageMaxSide,
        maxBytes: Math.min(mostImageBytes, settings.attachmentInlineLimitBytes),
      });
      return { result: picture, gone };
    });
  } catch (error) {
    throw explainUnreadable(error);
  } finally {
    trace.busyWith = undefined;
  }
}

// The strictest limit of the common model APIs.
const mostImageBytes = 3_750_000;
// Drawing takes as long as reading a document.
const drawingBytes = 8 * mebibyte;

/** A picture's result: what the file and the picture are, then the picture. */
export function pictureBlocks(
  ids: AttachmentIds,
  file: Omit<FetchedFile, "bytes">,
  view: View,
  picture: Picture,
): ContentBlock[] {
  const lines = [factsOf(ids, file), describe(file.type, view, picture), ...picture.notes];
  return [
    { type: "text", text: lines.join("\n") },
    { type: "image", mimeType: picture.type, data: base64Of(picture.bytes) },
  ];
}

const withPages = /pdf$|^image\/tiff/;

function describe(type: string, { area }: View, { page, pages, width, height, color }: Picture): string {
  const what = withPages.test(type) ? `page ${page} of ${pages}` : "photo";
  const part = area ? `, area ${area.join(", ")}` : "";
  return `${what}${part}, ${width}×${height}, ${color}`;
}

async function fetchWhole(
  ids: AttachmentIds,
  { codat, settings, progress }: DeliveryContext,
): Promise<FetchedFile> {
  const limitBytes = Math.min(bounds.fileBytes, settings.attachmentMaxBytes);
  const record = await readRecord(codat, ids);
  try {
    return await fetchFile(codat, ids, record, { limitBytes, progress: bytesProgress(progress, record) });
  } catch (error) {
    if (!(error instanceof FileTooLarge)) throw error;
    throw new ToolError("too_large", `The file is larger than the limit of ${limitBytes} bytes for images.`, {
      advice: advice.openElsewhere,
    });
  }
}
