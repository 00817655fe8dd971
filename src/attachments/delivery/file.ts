import { pathToFileURL } from "node:url";
import { advice } from "../../base/advice.ts";
import { ToolError } from "../../base/tool-error.ts";
import { codeSpan } from "../../base/visible-text.ts";
import type { AttachmentIds } from "../../codat/routes.ts";
import { typeOf } from "../../document-text/file-type.ts";
import { download, FileTooLarge, readRecord } from "../record.ts";
import { save } from "../saving/save.ts";
import { factsOf, linkName, noteFile } from "./blocks.ts";
import type { ContentBlock, DeliveryContext } from "./context.ts";
import { bytesProgress } from "./progress.ts";

/** Saves the whole file in the operator's download directory; returns its path. */
export async function asFile(
  ids: AttachmentIds,
  { codat, settings, signal, progress, notes }: DeliveryContext,
): Promise<ContentBlock[]> {
  const { downloadDir, attachmentMaxBytes: limitBytes } = settings;
  if (!downloadDir) {
    throw new ToolError("not_configured", "No download directory is configured, so the file was not saved.", {
      advice: advice.setDownloadDir,
    });
  }
  const record = await readRecord(codat, ids);
  const tooLarge = () => new FileTooLarge(limitBytes, advice.raiseMaxBytes);
  if ((record.fileSize ?? 0) > limitBytes) throw tooLarge();
  const onBytes = bytesProgress(progress, record);
  const { path, head, contentType, ...saved } = await save(
    downloadDir,
    record.name,
    record.fileSize ?? 0,
    (read) => download(codat, ids, { limitBytes, tooLarge, progress: onBytes, read }),
    signal,
  );
  noteFile(notes, saved);
  const hints = { contentType: record.contentType, header: contentType, name: record.name };
  const type = await typeOf(head, hints);
  const uri = pathToFileURL(path).href;
  return [
    { type: "text", text: `${factsOf(ids, { record, type, ...saved })}\nsaved as: ${pathSpan(path)}` },
    {
      type: "resource_link",
      uri,
      name: linkName(path.split(/[/\\]/).pop() ?? "attachment"),
      mimeType: type,
      size: saved.size,
    },
  ];
}

// codeSpan is the last resort: it would change white space in the path.
function pathSpan(path: string): string {
  return path.includes("`") ? codeSpan(path, 4096) : `\`${path}\``;
}
