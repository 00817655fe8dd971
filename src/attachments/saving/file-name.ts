import { invisible } from "../../base/visible-text.ts";

const longestNameBytes = 180;
const device = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)\s*(\.|$)/i;

/** A name under which a file can be kept on Linux, macOS and Windows, made from the attachment's own: one segment, no surprise. */
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

/** The name with a number before its ending, for when the name itself is taken. */
export function numbered(name: string, number: number): string {
  const { stem, ending } = split(name);
  return `${stem} (${number})${ending}`;
}

function shortened(name: string): string {
  if (Buffer.byteLength(name) <= longestNameBytes) return name;
  const { stem, ending } = split(name);
  let kept = "";
  for (const character of stem) {
    if (Buffer.byteLength(kept + character + ending) > longestNameBytes) break;
    kept += character;
  }
  return `${kept.trimEnd()}${ending}`;
}

// A long "ending" is part of the name.
function split(name: string): { stem: string; ending: string } {
  const ending = /(?<=.)\.[^.\s]{1,12}$/.exec(name)?.[0] ?? "";
  return { stem: name.slice(0, name.length - ending.length), ending };
}
