import { invisible } from "../../base/visible-text.ts";

const maxNameBytes = 180;
// A record can give a name of megabytes.
const maxNameUnits = 4096;
const device = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)\s*(\.|$)/i;

/** Makes a file name from an attachment's name: one path segment, valid on Linux, macOS and Windows. */
export function fileNameOf(name: string | undefined): string {
  const plain = withoutEnd(
    (name ?? "")
      .slice(0, maxNameUnits)
      .toWellFormed()
      .normalize("NFC")
      .replace(invisible, "")
      .replace(/\s+/g, " ")
      .replace(/[/\\:*?"<>|\uFFFD]/g, "_")
      .replace(/^[\s.~-]+/, ""),
  );
  const safe = device.test(plain) ? `_${plain}` : plain;
  return harmless(shortened(safe)) || "attachment";
}

// Windows drops spaces and dots at the end of a name.
function withoutEnd(name: string): string {
  let end = name.length;
  while (end > 0 && /[\s.]/.test(name[end - 1] ?? "")) end--;
  return name.slice(0, end);
}

// Opened by a double click, each of these runs something, or changes how its directory is displayed.
const runs =
  /\.(ade|adp|app|application|appref-ms|bat|chm|cmd|com|command|cpl|desktop|dll|dmg|exe|gadget|hta|inf|ins|iso|img|jar|js|jse|jnlp|lnk|mht|msc|msi|msix|msp|mst|pif|pkg|ps1|ps1xml|psc1|py|pyw|rb|reg|scf|scr|sct|settingcontent-ms|sh|shb|shs|svg|sys|terminal|url|vb|vbe|vbs|vhd|vhdx|webloc|website|wsc|wsf|wsh|xbap|xll)$/i;
const special = /^(desktop\.ini|thumbs\.db|autorun\.inf|\.?ds_store|folder\.jpg|icon)$/i;

function harmless(name: string): string {
  if (special.test(name)) return `_${name.replaceAll(".", "_")}`;
  return runs.test(name) ? `${name}.txt` : name;
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
