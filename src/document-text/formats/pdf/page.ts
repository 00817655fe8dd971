import { bounds } from "../../bounds.ts";
import { type Engine, malloc } from "./engine.ts";
import { type Glyph, readGlyphs } from "./glyphs.ts";
import { groupBy } from "./group-by.ts";
import { linesOf } from "./lines.ts";
import { runsOf } from "./runs.ts";
import { undecodable, withoutGarbage } from "./undecodable.ts";

export interface PageText {
  lines: string[];
  /** How much of the text has no character map: then it is left out, or marked. */
  undecodable: "none" | "some" | "most";
}

// With more characters, sorting them into lines takes too long.
const mostGlyphs = 250_000;

/** The text of a page that PDFium has loaded. */
export function pageText(engine: Engine, textPage: number): PageText {
  const count = engine.FPDFText_CountChars(textPage);
  if (count <= 0) return { lines: [], undecodable: "none" };
  if (count > mostGlyphs) return { lines: plainLines(engine, textPage, count), undecodable: "none" };
  const glyphs = withoutGarbage(engine, textPage, readGlyphs(engine, textPage, count));
  const lost = glyphs.reduce((sum, { text }) => sum + (text === undecodable ? 1 : 0), 0);
  if (lost > glyphs.length / 2) return { lines: [], undecodable: "most" };
  const turned = [...groupBy(glyphs, ({ turn }) => turn).values()].sort((a, b) => b.length - a.length);
  const lines = turned.flatMap((own: Glyph[]) => linesOf(runsOf(own)));
  return { lines, undecodable: lost > 0 ? "some" : "none" };
}

function plainLines(engine: Engine, textPage: number, count: number): string[] {
  const limit = Math.min(count, bounds.characters + 1);
  // Two units per character, for characters beyond U+FFFF.
  const at = malloc(engine, 4 * limit + 4, "The page's text");
  const written = engine.FPDFText_GetText(textPage, 0, limit, at);
  const units = Buffer.from(engine.pdfium.HEAPU8.buffer, at, Math.max(0, written - 1) * 2);
  const text = units.toString("utf16le").toWellFormed();
  engine.pdfium.wasmExports.free(at);
  return text.replace(/\uFFFE(?:\r\n)?|\u00AD/g, "-").split(/\r\n|\r|\n/);
}
