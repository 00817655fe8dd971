import { type AttachmentIds, attachmentRoute } from "../../codat/routes.ts";
import type { Settings } from "../../settings/index.ts";
import { recordIn } from "../record.ts";
import { linkBlock, recordedFactsOf } from "./blocks.ts";
import type { ContentBlock, DeliveryContext } from "./context.ts";

/** Returns a link to the content; downloads nothing. */
export async function asLink(
  ids: AttachmentIds,
  { codat, settings }: DeliveryContext,
): Promise<ContentBlock[]> {
  const record = recordIn(await codat.json(attachmentRoute(ids)));
  return [
    { type: "text", text: `${recordedFactsOf(ids, record)}\n${howToGetFile(settings)}` },
    linkBlock(ids, record),
  ];
}

/** Explains how to get a file that is not in the result. */
export function howToGetFile({ downloadDir }: Settings): string {
  const save = downloadDir ? " Use format file to save the whole file." : "";
  return `Read the linked resource to get the bytes (up to 7 MiB). Use format text to get the text.${save}`;
}
