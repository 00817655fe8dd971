import type { AttachmentIds } from "../../codat/routes.ts";
import { fetchContent } from "../member/fetch-content.ts";
import { type AttachmentRecord, FileTooLarge, readRecord } from "../record.ts";
import { bytesBlock, factsOf, fileFacts, linkBlock, noteFile, recordedFactsOf } from "./blocks.ts";
import { checkedImage } from "./checked-image.ts";
import type { Delivery, DeliveryContext } from "./context.ts";
import { sizeOver } from "./fetch-to-read.ts";
import { readLink, recordedFile } from "./link.ts";
import { knownOf, otherFormats } from "./other-formats.ts";
import { bytesProgress } from "./progress.ts";

/** Returns the bytes in the result. A file over the inline limit becomes a link, with what to do instead. */
export async function asBase64(ids: AttachmentIds, context: DeliveryContext): Promise<Delivery> {
  const { codat, settings, progress } = context;
  const limitBytes = settings.attachmentInlineLimitBytes;
  const record = await readRecord(codat, ids);
  try {
    const file = await fetchContent(ids, record, context, {
      limitBytes,
      progress: bytesProgress(progress, record),
    });
    noteFile(context.notes, file);
    const image = await checkedImage(file, context);
    const lines = [
      factsOf(ids, file),
      ...(image.whyNot ? [`${image.whyNot} The embedded resource has the exact bytes.`] : []),
      otherFormats(["base64"], knownOf(file), settings),
    ];
    return {
      content: [{ type: "text", text: lines.join("\n") }, bytesBlock(ids, file, image)],
      file: fileFacts(ids, file, "base64"),
    };
  } catch (error) {
    if (!(error instanceof FileTooLarge)) throw error;
    return overLimit(ids, record, context);
  }
}

function overLimit(ids: AttachmentIds, record: AttachmentRecord, { settings }: DeliveryContext): Delivery {
  const limitBytes = settings.attachmentInlineLimitBytes;
  const size = sizeOver(limitBytes, record.fileSize);
  const lines = [
    recordedFactsOf(ids, record),
    `The file is larger than the inline limit of ${limitBytes} bytes.`,
    readLink({ size }),
    otherFormats(["link"], { record, size: size ?? limitBytes + 1, type: undefined }, settings),
  ];
  return {
    content: [{ type: "text", text: lines.join("\n") }, linkBlock(ids, record)],
    file: recordedFile(ids, record),
  };
}
