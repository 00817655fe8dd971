import { advice } from "../../base/advice.ts";
import { ToolError } from "../../base/tool-error.ts";
import type { AttachmentIds } from "../../codat/routes.ts";
import { UnreadableFile } from "../../document-text/unreadable-file.ts";
import { firstSentence } from "../first-sentence.ts";
import { whileInFlight } from "../in-flight.ts";
import { fetchContent } from "../member/fetch-content.ts";
import { type AttachmentRecord, type FetchedFile, FileTooLarge, readRecord } from "../record.ts";
import type { ShownFile } from "../shown-files.ts";
import { factsOf, fileFacts, linkBlock, noteFile, recordedFactsOf } from "./blocks.ts";
import type { Delivery, DeliveryContext } from "./context.ts";
import { extractText } from "./extract-text.ts";
import { sizeOver } from "./fetch-to-read.ts";
import { drawFile, pictureDelivery } from "./image.ts";
import { readLink, recordedFile } from "./link.ts";
import { isPdf, knownOf, otherFormats, readLimitBytes } from "./other-formats.ts";
import { bytesProgress } from "./progress.ts";
import { textDelivery } from "./text.ts";
import { NoTextFrom, type TextPlace } from "./text-place.ts";

/** Returns a file in the form in which a model can read it: text, otherwise an image, otherwise a link. */
export async function asAuto(
  ids: AttachmentIds,
  place: TextPlace,
  context: DeliveryContext,
): Promise<Delivery> {
  const isLater = place.part > 1 || (place.page ?? 1) > 1;
  const cached = isLater ? context.textCache.get(ids) : undefined;
  try {
    if (cached) return await textDelivery(ids, cached, place, context);
  } catch (error) {
    if (!(error instanceof NoTextFrom)) throw error;
  }
  const shown = isLater ? context.shownFiles.get(ids) : undefined;
  if (shown) return readable(ids, shown, place, context);
  const record = await readRecord(context.codat, ids);
  const limitBytes = readLimitBytes(context.settings);
  try {
    const file = await fetchContent(ids, record, context, {
      limitBytes,
      progress: bytesProgress(context.progress, record, 2),
    });
    return await readable(ids, { file }, place, context);
  } catch (error) {
    if (!(error instanceof FileTooLarge)) throw error;
    return tooLargeToRead(ids, record, place, context);
  }
}

async function readable(
  ids: AttachmentIds,
  { file, noText }: ShownFile,
  place: TextPlace,
  context: DeliveryContext,
): Promise<Delivery> {
  const reasons = noText === undefined ? [] : [noText];
  let hasText = false;
  let hasNone = noText;
  const startedAtMs = performance.now();
  let timeMs: number | undefined;
  const isPicture = /^image\/(?!svg)/.test(file.type);
  if (!isPicture && noText === undefined) {
    try {
      const text = await extractText(ids, context, file);
      return await textDelivery(ids, text, place, context);
    } catch (error) {
      reasons.push(reasonIn(error));
      hasText = error instanceof NoTextFrom;
      if (isWithoutText(error)) hasNone = reasonIn(error);
      else if (!hasText) timeMs = Math.max(leastDrawingMs, mostMs - (performance.now() - startedAtMs));
    }
  }
  if (isPicture || isPdf(file.type)) {
    try {
      const delivery = await drawn(ids, file, place, { context, reasons, hasText, timeMs });
      context.shownFiles.set(ids, { file, noText: hasNone });
      return delivery;
    } catch (error) {
      reasons.push(reasonIn(error));
    }
  }
  checkPlace(place, "a link");
  return linked(ids, file, reasons, context);
}

// A file whose text could not be read may be one that takes all the time it is given, twice.
const mostMs = 14_500;
const leastDrawingMs = 2_500;

interface Tried {
  context: DeliveryContext;
  /** Why there is no text. */
  reasons: readonly string[];
  hasText: boolean;
  timeMs: number | undefined;
}

async function drawn(
  ids: AttachmentIds,
  file: FetchedFile,
  place: TextPlace,
  { context, reasons, hasText, timeMs }: Tried,
): Promise<Delivery> {
  const view = { page: place.page ?? 1, timeMs };
  const picture = await whileInFlight((count) => {
    count(file.size);
    return drawFile(file, view, context);
  });
  checkPlace({ part: place.part }, "an image");
  noteFile(context.notes, file);
  return pictureDelivery(ids, file, {
    view,
    picture,
    context,
    text: hasText,
    notes: reasons.map(firstSentence),
  });
}

/** Why a file could not be read. Any other error ends the call. */
function reasonIn(error: unknown): string {
  if (!(error instanceof ToolError) || error.kind !== "unreadable") throw error;
  return error.message;
}

/** Whether the whole file was read, and has no text. */
function isWithoutText(error: unknown): boolean {
  if (error instanceof UnreadableFile) return error.reason === "noText";
  return error instanceof Error && isWithoutText(error.cause);
}

function checkPlace({ page = 1, part }: TextPlace, form: string): void {
  if (page === 1 && part === 1) return;
  const name = page > 1 ? "page" : "part";
  throw new ToolError("arguments", `${name} must be 1: this file is returned as ${form}.`, {
    advice: advice.withoutPlace(name),
  });
}

function linked(
  ids: AttachmentIds,
  file: FetchedFile,
  reasons: readonly string[],
  { settings }: DeliveryContext,
): Delivery {
  const why = file.size === 0 ? [] : [...new Set(reasons)];
  const lines = [
    factsOf(ids, file),
    ...why,
    readLink(file),
    otherFormats(["link"], knownOf(file, { text: false, images: 0 }), settings),
  ];
  const { record, type, size } = file;
  return {
    content: [
      { type: "text", text: lines.join("\n") },
      linkBlock(ids, { ...record, contentType: type, fileSize: size }),
    ],
    file: fileFacts(ids, file, "link"),
  };
}

function tooLargeToRead(
  ids: AttachmentIds,
  record: AttachmentRecord,
  place: TextPlace,
  { settings }: DeliveryContext,
): Delivery {
  checkPlace(place, "a link");
  const limitBytes = readLimitBytes(settings);
  const size = sizeOver(limitBytes, record.fileSize);
  const lines = [
    recordedFactsOf(ids, record),
    `The file is larger than ${limitBytes} bytes, the limit for text and images.`,
    readLink({ size: size ?? limitBytes + 1 }),
    otherFormats(
      ["link"],
      { record, size: size ?? limitBytes + 1, type: undefined, text: false, images: 0 },
      settings,
    ),
  ];
  return {
    content: [{ type: "text", text: lines.join("\n") }, linkBlock(ids, record)],
    file: recordedFile(ids, record),
  };
}
