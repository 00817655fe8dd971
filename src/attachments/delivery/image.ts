import { mebibyte } from "../../base/limits.ts";
import type { AttachmentIds } from "../../codat/routes.ts";
import { type Area, drawImage, type Picture } from "../../document-image/draw-image.ts";
import { bounds } from "../../document-text/bounds.ts";
import { checkSize } from "../../document-text/extract-text.ts";
import { bytesInFlight, whileInFlight } from "../in-flight.ts";
import type { FetchedFile } from "../record.ts";
import { explainUnreadable, runInTurn } from "../worker-turn.ts";
import { base64Of, factsOf, fileFacts, noteFile } from "./blocks.ts";
import type { Delivery, DeliveryContext } from "./context.ts";
import { fetchToRead, namingFormats } from "./fetch-to-read.ts";
import { type KnownFile, knownOf, otherFormats } from "./other-formats.ts";

/** Which part of a file to show. */
export interface View {
  /** From 1. */
  page: number;
  /** Of the upright page; default: all of it. */
  area?: Area | undefined;
  /** How long drawing may take, if less than for any file. */
  timeMs?: number | undefined;
}

/** Returns a page of a document, or a photo, as an image that models accept. */
export async function asImage(ids: AttachmentIds, view: View, context: DeliveryContext): Promise<Delivery> {
  return whileInFlight(async (count) => {
    // What follows the first page comes from the file whose first page was shown.
    const isLater = view.page > 1 || view.area !== undefined;
    const shown = isLater ? context.shownFiles.get(ids) : undefined;
    const file = shown?.file ?? (await fetchToRead(ids, context));
    count(file.size);
    noteFile(context.notes, file);
    const drawn = drawFile(file, view, context);
    const picture = await namingFormats(knownOf(file, { images: 0 }), context.settings, drawn);
    context.shownFiles.set(ids, { file, noText: shown?.noText });
    return pictureDelivery(ids, file, { view, picture, context });
  });
}

/** Draws a fetched file in its turn. Throws ToolError `unreadable`, and `arguments` for a page after the last one. */
export async function drawFile(
  { bytes, type }: Pick<FetchedFile, "bytes" | "type">,
  { page, area, timeMs = bounds.timeMs }: View,
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
        timeMs,
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

interface Shown {
  view: View;
  picture: Picture;
  context: Pick<DeliveryContext, "settings">;
  /** Whether the file has text; undefined if not tried. */
  text?: KnownFile["text"];
  /** Sentences to show before the picture. */
  notes?: readonly string[];
}

/** A picture's result: what the file and the picture are, then the picture. */
export function pictureDelivery(
  ids: AttachmentIds,
  file: Omit<FetchedFile, "bytes">,
  { view, picture, context, text, notes = [] }: Shown,
): Delivery {
  const { page, pages, width, height } = picture;
  const lines = [
    factsOf(ids, file),
    ...notes,
    describe(file.type, view, picture),
    ...picture.notes,
    ...(pages > 1 ? [`For another page, use format image with page 1 to ${pages}.`] : []),
    otherFormats(
      ["image"],
      knownOf(file, { text: hasPages(file.type) ? text : false, images: pages }),
      context.settings,
    ),
  ];
  return {
    content: [
      { type: "text", text: lines.join("\n") },
      { type: "image", mimeType: picture.type, data: base64Of(picture.bytes) },
    ],
    file: { ...fileFacts(ids, file, "image"), ...(hasPages(file.type) && { page, pages }), width, height },
  };
}

/** Whether a file of this type has pages, rather than being one photo. */
function hasPages(type: string): boolean {
  return /pdf$|^image\/tiff/.test(type);
}

function describe(type: string, { area }: View, { page, pages, width, height, color }: Picture): string {
  const what = hasPages(type) ? `page ${page} of ${pages}` : "photo";
  const part = area ? `, area ${area.join(", ")}` : "";
  return `${what}${part}, ${width}×${height}, ${color}`;
}
