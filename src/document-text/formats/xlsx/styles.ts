import type { OfficePackage } from "../../input/office-package.ts";
import { isOn } from "../../input/xml.ts";
import { builtInFormats } from "./built-in-formats.ts";

// Excel's limits.
const maxCodeLength = 255;
const maxFormats = 65_490;

/** How cells are shown, by style index. */
export interface CellStyles {
  /** Number format codes. */
  codes: string[];
  isStruck: boolean[];
  /** Whether a conditional format strikes out cells. */
  mayStrike: boolean;
}

export const noStyles: CellStyles = { codes: [], isStruck: [], mayStrike: false };

export async function readStyles(file: OfficePackage, part: string): Promise<CellStyles> {
  const custom = new Map<string, string>();
  const struckFonts: boolean[] = [];
  const styles: { format: string; font: number }[] = [];
  let within = "";
  let mayStrike = false;
  await file.read(part, {
    open(name, attributes) {
      if (name === "x:numFmt" && custom.size < maxFormats) {
        const code = attributes.formatCode ?? "";
        custom.set(attributes.numFmtId ?? "", code.length <= maxCodeLength ? code : "");
      }
      if (/^x:(fonts|cellXfs|dxfs)$/.test(name)) within = name;
      if (name === "x:font" && within === "x:fonts" && struckFonts.length < maxFormats)
        struckFonts.push(false);
      if (name === "x:strike" && isOn(attributes.val)) {
        if (within === "x:fonts") struckFonts[struckFonts.length - 1] = true;
        if (within === "x:dxfs") mayStrike = true;
      }
      if (name === "x:xf" && within === "x:cellXfs" && styles.length < maxFormats)
        styles.push({ format: attributes.numFmtId ?? "0", font: Number(attributes.fontId ?? 0) });
      return true;
    },
    close(name) {
      if (name === within) within = "";
    },
    text() {},
  });
  return {
    codes: styles.map(({ format }) => custom.get(format) ?? builtInFormats[Number(format)] ?? ""),
    isStruck: styles.map(({ font }) => struckFonts[font] ?? false),
    mayStrike,
  };
}
