import { type AttachmentIds, attachmentRoute } from "../../codat/attachment.ts";
import type { ContentBlock } from "../../toolkit/call/answer.ts";
import type { AnswerSettings, ToolContext } from "../../toolkit/define/define-tool.ts";
import { recordIn } from "../record.ts";
import { linkBlock, recordedFactsOf } from "./blocks.ts";

/** A link to the content; nothing is downloaded. */
export async function asLink(ids: AttachmentIds, { codat, settings }: ToolContext): Promise<ContentBlock[]> {
  const record = recordIn(await codat.json(attachmentRoute(ids)));
  return [
    { type: "text", text: `${recordedFactsOf(ids, record)}\n${waysToMore(settings)}` },
    linkBlock(ids, record),
  ];
}

/** How to get at a file that does not stand in the answer. */
export function waysToMore({ downloadDir }: AnswerSettings): string {
  const file = downloadDir ? ", format file saves it whole" : "";
  return `Reading the linked resource gives its bytes, up to 7 MiB; format text gives its words${file}.`;
}
