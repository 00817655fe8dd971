import type { OfficePackage } from "../../input/office-package.ts";
import { isOn } from "../../input/xml.ts";
import { symbolFont } from "../../output/symbols.ts";
import { builtInFormats } from "./built-in-formats.ts";

// Excel's limits.
const maxCodeLength = 255;
const maxFormats = 65_490;

/** How cells are shown, by style index. */
export interface CellStyles {
  /** Number format codes. */
  codes: string[];
  isStruck: boolean[];
  /** Of fonts, in points. */
  sizes: (number | undefined)[];
  /** Fonts whose letters are drawn as symbols. */
  symbolFonts: (string | undefined)[];
  /** Whether a conditional format strikes out cells. */
  mayStrike: boolean;
}

interface Xf {
  format: string | undefined;
  font: string | undefined;
  parent: number;
}

export const noStyles: CellStyles = { codes: [], isStruck: [], sizes: [], symbolFonts: [], mayStrike: false };

export async function readStyles(file: OfficePackage, part: string): Promise<CellStyles> {
  const custom = new Map<string, string>();
  const struckFonts: boolean[] = [];
  const fontSizes: (number | undefined)[] = [];
  const symbolFonts: (string | undefined)[] = [];
  // Of cells, and of the named styles from which they have what they do not state.
  const xfs: Record<string, Xf[]> = { "x:cellXfs": [], "x:cellStyleXfs": [] };
  let within = "";
  let mayStrike = false;
  await file.read(part, {
    open(name, attributes) {
      if (name === "x:numFmt" && custom.size < maxFormats) {
        const code = attributes.formatCode ?? "";
        custom.set(attributes.numFmtId ?? "", code.length <= maxCodeLength ? code : "");
      }
      if (/^x:(fonts|cellXfs|cellStyleXfs|dxfs)$/.test(name)) within = name;
      if (name === "x:font" && within === "x:fonts" && struckFonts.length < maxFormats)
        struckFonts.push(false);
      if (name === "x:name" && within === "x:fonts" && struckFonts.length > 0)
        symbolFonts[struckFonts.length - 1] = symbolFont(attributes.val);
      if (name === "x:sz" && within === "x:fonts" && struckFonts.length > 0)
        fontSizes[struckFonts.length - 1] = Number(attributes.val) || undefined;
      if (name === "x:strike" && isOn(attributes.val)) {
        if (within === "x:fonts") struckFonts[struckFonts.length - 1] = true;
        if (within === "x:dxfs") mayStrike = true;
      }
      const into = name === "x:xf" ? xfs[within] : undefined;
      if (into && into.length < maxFormats)
        into.push({ format: attributes.numFmtId, font: attributes.fontId, parent: Number(attributes.xfId) });
      return true;
    },
    close(name) {
      if (name === within) within = "";
    },
    text() {},
  });
  const styles = (xfs["x:cellXfs"] ?? []).map(({ format, font, parent }) => {
    const named = xfs["x:cellStyleXfs"]?.[parent];
    return { format: format ?? named?.format ?? "0", font: Number(font ?? named?.font ?? 0) };
  });
  return {
    codes: styles.map(({ format }) => custom.get(format) ?? builtInFormats[Number(format)] ?? ""),
    isStruck: styles.map(({ font }) => struckFonts[font] ?? false),
    sizes: styles.map(({ font }) => fontSizes[font]),
    symbolFonts: styles.map(({ font }) => symbolFonts[font]),
    mayStrike,
  };
}
