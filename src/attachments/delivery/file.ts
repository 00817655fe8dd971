import { pathToFileURL } from "node:url";
import { advice } from "../../base/advice.ts";
import { ToolError } from "../../base/tool-error.ts";
import { codeSpan } from "../../base/visible-text.ts";
import { typeOf } from "../../document-text/file-type.ts";
import type { FileIds } from "../file-ids.ts";
import { type AttachmentRecord, download, type FetchedFile, FileTooLarge, readRecord } from "../record.ts";
import { save, type Take } from "../saving/save.ts";
import { factsOf, fileFacts, linkName, noteFile } from "./blocks.ts";
import type { Delivery, DeliveryContext } from "./context.ts";
import { fetchToRead } from "./fetch-to-read.ts";
import { knownOf, otherFormats } from "./other-formats.ts";
import { bytesProgress } from "./progress.ts";

/** Saves the whole file in the operator's download directory; returns its path. */
export async function asFile(ids: FileIds, context: DeliveryContext): Promise<Delivery> {
  const { settings, signal, notes } = context;
  const { downloadDir, attachmentMaxBytes: limitBytes } = settings;
  if (!downloadDir) {
    throw new ToolError("not_configured", "No download directory is configured, so the file was not saved.", {
      advice: advice.setDownloadDir,
    });
  }
  const { record, take, knownType } =
    ids.member === undefined
      ? await incoming(ids, context, limitBytes)
      : opened(await fetchToRead(ids, context));
  const { path, head, contentType, isMarked, ...saved } = await save(
    downloadDir,
    record.name,
    record.fileSize ?? 0,
    take,
    signal,
  );
  noteFile(notes, saved);
  const hints = { contentType: record.contentType, header: contentType, name: record.name };
  const type = knownType ?? (await typeOf(head, hints));
  const uri = pathToFileURL(path).href;
  const file = { record, type, ...saved };
  const lines = [
    factsOf(ids, file),
    `saved as: ${pathSpan(path)}`,
    ...(isMarked === false
      ? ["quarantine mark: could not be set, so this system may open the file without a warning"]
      : []),
    otherFormats(["file"], knownOf(file), settings),
  ];
  return {
    content: [
      { type: "text", text: lines.join("\n") },
      {
        type: "resource_link",
        uri,
        name: linkName(path.split(/[/\\]/).pop() ?? "attachment"),
        mimeType: type,
        size: saved.size,
      },
    ],
    file: { ...fileFacts(ids, file, "file"), path },
  };
}

interface ToSave {
  record: AttachmentRecord;
  take: Take;
  /** Undefined if only the bytes show it. */
  knownType?: string;
}

/** The attachment's own file, saved as it arrives. */
async function incoming(
  ids: FileIds,
  { codat, progress }: DeliveryContext,
  limitBytes: number,
): Promise<ToSave> {
  const record = await readRecord(codat, ids);
  const tooLarge = () => new FileTooLarge(limitBytes, advice.raiseMaxBytes);
  if ((record.fileSize ?? 0) > limitBytes) throw tooLarge();
  const onBytes = bytesProgress(progress, record);
  const take: Take = (read) => download(codat, ids, { limitBytes, tooLarge, progress: onBytes, read });
  return { record, take };
}

/** A file inside the attachment's file, which is in memory. */
function opened({ record, bytes, type }: FetchedFile): ToSave {
  async function* chunks() {
    yield bytes;
  }
  const take: Take = (read) =>
    read({ chunks: chunks(), expectedBytes: bytes.byteLength, contentType: type, compressed: false });
  return { record, take, knownType: type };
}

// codeSpan is the last resort: it would change white space in the path.
function pathSpan(path: string): string {
  return path.includes("`") ? codeSpan(path, 4096) : `\`${path}\``;
}
