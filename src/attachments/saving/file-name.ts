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
      .replace(invisible(), "")
      .replace(/\s+/g, " ")
      .replace(/[/\\:*?"<>|\uFFFD]/g, "_")
      .replace(/^[\s.~-]+/, ""),
  );
  const safe = device.test(plain) ? `_${plain}` : plain;
  // Cut to its length, a name can end in a dot, or in another extension.
  return harmless(withoutEnd(shortened(safe))) || "attachment";
}

// Windows drops spaces and dots at the end of a name.
function withoutEnd(name: string): string {
  let end = name.length;
  while (end > 0 && /[\s.]/.test(name[end - 1] ?? "")) end--;
  return name.slice(0, end);
}

// Opened by a double click, each of these runs something, opens another place, or changes how its directory is displayed.
const runs = new Set(
  `a3x ade adp action air ahk apk app appimage application applescript appinstaller appref-ms appx appxbundle asp
  aspx ax afploc atloc bash bat btm cab chm class cjs cmd com command configprofile contact cpl crx csh
  csproj dash deb desktop diagcab diagcfg diagpkg directory dll dmg dqy drv dylib ear efi elf exe fileloc fish
  flatpakref ftploc fxp gadget grp hlp hpj hta htc ica img inetloc inf ins ipa iqy iso isp its jar job js jse
  jsp jnlp kext ksh library-ms lnk lua mad maf mag mailloc mam maq mar mas mat mau mav maw mcf mda mde mdt mdw
  mdz mht mhtml mjs mobileconfig mpkg msc msh msh1 msh2 mshxml msi msix msixbundle msp mst msu nfsloc ocx ops
  oqy osd out paf pcd php pif pkg pl plg prf prefpane prg printerexport provisionprofile ps1 ps1xml ps2 ps2xml
  psc1 psc2 psd1 psm1 pssc py pyc pyo pyw pyz pyzw qlgenerator rb rbw rdp reg rpm rqy run scf scpt scptd scr sct
  search-ms searchconnector-ms service settingcontent-ms sh shb shs slk snap so sparsebundle sparseimage svg
  svgz sys tcl tcsh terminal theme themepack deskthemepack timer tool udl url vb vba vbe vbs vbp vhd vhdx vmdk
  vncloc vsmacros vsw vxd war wcm webarchive webloc website workflow wiz wpk ws wsb wsc wsf wsh xbap xll xnk xpi
  xrm-ms zsh`.split(/\s+/),
);
const special =
  /^(?:desktop\.ini|folder\.ini|(?:eh)?thumbs(?:_[\w.]+)?\.db|autorun\.inf|autoplay\.inf|\.?ds_store|\.?directory|folder\.jpg|icon)$/i;

/** Takes the meaning from a name that a system acts on. */
function harmless(name: string): string {
  if (special.test(name)) return `_${name.replaceAll(".", "_")}`;
  return runs.has(extensionOf(name)) ? `${name}.txt` : name;
}

// Some systems take full-width letters and dots for plain ones.
function extensionOf(name: string): string {
  return /\.([^.]*)$/.exec(name.normalize("NFKC"))?.[1]?.trim().toLowerCase() ?? "";
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
