import { inlineLimitBytes } from "../../base/limits.ts";
import { bounds } from "../../document-text/bounds.ts";
import type { Format, Settings } from "../../settings/index.ts";
import type { AttachmentRecord, FetchedFile } from "../record.ts";

/** What is known about a file when the formats that work for it are named. */
export interface KnownFile {
  record: AttachmentRecord;
  /** Undefined if unknown. */
  size: number | undefined;
  type: string | undefined;
  /** Whether the file has text, and how many pages can be shown. Undefined if not tried. */
  text?: boolean | undefined;
  images?: number | undefined;
}

/** A sentence that names the other formats that work for a file, or why none does. `given` are those of the result itself. */
export function otherFormats(given: readonly Format[], file: KnownFile, settings: Settings): string {
  const others = workingFormats(file, settings).filter(([name]) => !given.includes(name));
  if (others.length > 0) {
    return `Also available with \`format\`: ${others.map(([, described]) => described).join(", ")}.`;
  }
  const hasContent = given.some((name) => name !== "link") || isLinkReadable(file);
  return hasContent ? "No other `format` works for this file." : noFormat(file, settings);
}

/** The largest file that is read to extract its text or to draw it. */
export function readLimitBytes({ attachmentMaxBytes }: Settings): number {
  return Math.min(bounds.fileBytes, attachmentMaxBytes);
}

function workingFormats(file: KnownFile, settings: Settings): [Format, string][] {
  const { size, text, images = 0 } = file;
  const { attachmentInlineLimitBytes, attachmentMaxBytes, downloadDir } = settings;
  const isRead = size !== 0 && isWithin(size, readLimitBytes(settings)) && mayBeShown(file);
  const all: [boolean, Format, string][] = [
    [isRead, "auto", ""],
    [text === true, "text", ""],
    [images > 0, "image", images > 1 ? ` (pages 1-${images})` : ""],
    [isWithin(size, attachmentInlineLimitBytes), "base64", limitOf(size, attachmentInlineLimitBytes)],
    [isRecorded(file) && isWithin(size, inlineLimitBytes), "link", ""],
    [
      downloadDir !== undefined && isWithin(size, attachmentMaxBytes),
      "file",
      limitOf(size, attachmentMaxBytes),
    ],
  ];
  return all.filter(([works]) => works).map(([, name, more]) => [name, name + more]);
}

function isWithin(size: number | undefined, limitBytes: number): boolean {
  return size === undefined || size <= limitBytes;
}

// For a file of unknown size, a format is named with its condition.
function limitOf(size: number | undefined, limitBytes: number): string {
  return size === undefined ? ` (up to ${limitBytes} bytes)` : "";
}

const archive = /zip|rar|7z|\btar\b|gzip|bzip|compress|\bxz\b|zstd|archive|iso9660|diskimage/;
const archiveName = /\.(?:zip|rar|7z|tar|tgz|gz|bz2|xz|zst|iso|dmg)\W*$/i;
const pictures = /^image\/(?!svg|hei[cf]|avif)/;
const neither = /^(?:audio|video|font)\/|^image\/(?:hei[cf]|avif)/;

/** Whether a file may have text or pages that were not tried, as far as its type or name tells. */
function mayBeShown({ type, record, text, images }: KnownFile): boolean {
  if (text === true) return false;
  const claimed = (type ?? record.contentType ?? "").toLowerCase();
  if (claimed === "" || claimed === "application/octet-stream") {
    return type === undefined && !archiveName.test(record.name ?? "");
  }
  const mayHaveText = !archive.test(claimed) && !neither.test(claimed) && !pictures.test(claimed);
  const isDrawn = pictures.test(claimed) || isPdf(claimed);
  return (text === undefined && mayHaveText) || (images === undefined && isDrawn);
}

/** Whether the pages of a file with text can also be shown. */
export function isPdf(type: string): boolean {
  return /^application\/(x-)?pdf$/.test(type);
}

// Without a record, a request for a link fails.
function isRecorded({ record }: KnownFile): boolean {
  return Object.values(record).some((value) => value !== undefined);
}

/** Whether the linked resource returns the bytes; a file of unknown size may. */
export function isLinkReadable({ size }: Pick<KnownFile, "size">): boolean {
  return (size ?? 0) <= inlineLimitBytes;
}

function noFormat({ size }: KnownFile, { attachmentMaxBytes, downloadDir, overHttp }: Settings): string {
  if (overHttp) {
    return `No \`format\` returns the content of this file: it cannot be shown as text or as an image, and its ${size} bytes are over the limits for base64 and links. Open it in the accounting platform.`;
  }
  const [saving, fix] =
    downloadDir === undefined
      ? ["no download directory is configured", "set CODAT_DOWNLOAD_DIR, so that this server can save it"]
      : [`over ${attachmentMaxBytes} bytes cannot be saved`, "raise CODAT_ATTACHMENT_MAX_BYTES"];
  return `No \`format\` returns the content of this file: it cannot be shown as text or as an image, its ${size} bytes are over the limits for base64 and links, and ${saving}. Open it in the accounting platform, or ask the operator to ${fix}.`;
}

/** What is known about a downloaded file. */
export function knownOf(
  { record, size, type }: Omit<FetchedFile, "bytes">,
  tried: Pick<KnownFile, "text" | "images"> = {},
): KnownFile {
  return { record, size, type, ...tried };
}
