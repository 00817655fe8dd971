import { invisible } from "../../base/visible-text.ts";

const maxNameBytes = 180;
const device = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)\s*(\.|$)/i;

/** Makes a file name from an attachment's name: one path segment, valid on Linux, macOS and Windows. */
export function fileNameOf(name: string | undefined): string {
  const plain = (name ?? "")
    .toWellFormed()
    .normalize("NFC")
    .replace(invisible, "")
    .replace(/\s+/g, " ")
    .replace(/[/\\:*?"<>|\uFFFD]/g, "_")
    .replace(/^[\s.~-]+/, "")
    .replace(/[\s.]+$/, "");
  const safe = device.test(plain) ? `_${plain}` : plain;
  return shortened(safe) || "attachment";
}

/** Adds a number before the extension, for a name that is already taken. */
export function numbered(name: string, number: number): string {
  const { stem, extension } = split(name);
  return `${stem} (${number})${extension}`;
}

function shortened(name: string): string {
  if (Buffer.byteLength(name) <= maxNameBytes) return name;
  const { stem, extension } = split(name);
  let kept = "";
  for (const character of stem) {
    if (Buffer.byteLength(kept + character + extension) > maxNameBytes) break;
    kept += character;
  }
  return `${kept.trimEnd()}${extension}`;
}

// A longer "extension" is part of the name.
function split(name: string): { stem: string; extension: string } {
  const extension = /(?<=.)\.[^.\s]{1,12}$/.exec(name)?.[0] ?? "";
  return { stem: name.slice(0, name.length - extension.length), extension };
}
