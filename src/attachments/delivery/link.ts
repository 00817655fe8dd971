import { type AttachmentIds, attachmentRoute } from "../../codat/routes.ts";
import type { Settings } from "../../settings/index.ts";
import { recordIn } from "../record.ts";
import { linkBlock, recordedFactsOf } from "./blocks.ts";
import type { ContentBlock, DeliveryContext } from "./context.ts";

/** A link to the content; nothing is downloaded. */
export async function asLink(
  ids: AttachmentIds,
  { codat, settings }: DeliveryContext,
): Promise<ContentBlock[]> {
  const record = recordIn(await codat.json(attachmentRoute(ids)));
  return [
    { type: "text", text: `${recordedFactsOf(ids, record)}\n${waysToMore(settings)}` },
    linkBlock(ids, record),
  ];
}

/** How to get a file that is not in the answer. */
export function waysToMore({ downloadDir }: Settings): string {
  const file = downloadDir ? ", and format file saves the whole file" : "";
  return `Reading the linked resource returns its bytes, up to 7 MiB. Format text returns its text${file}.`;
}
