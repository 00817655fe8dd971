import { asBuffer } from "../../document-text/input/as-buffer.ts";
import { damage } from "../check/inspection.ts";
import { readHeader, walkChunks } from "../check/png.ts";
import { drawRows } from "../pixels/row-image.ts";
import { checkSides, damaged } from "../sides.ts";
import type { Drawer } from "../types.ts";
import { exifOrientation } from "./exif.ts";
import { firstFrame, onlyPage } from "./only-page.ts";
import { pngConverter } from "./png-converter.ts";
import { interlacedRows, pngRows } from "./png-rows.ts";

/** A PNG, row by row: its pixels are never in memory as a whole, unless it is interlaced. */
export const drawPng: Drawer = async ({ bytes }, { page, area, maxSide }) => {
  onlyPage(page);
  const file = asBuffer(bytes);
  const header = readHeader(file);
  if (!header) throw damaged(damage.header);
  checkSides(header);
  const chunks = walkChunks(file, header);
  if (typeof chunks === "string") throw damaged(chunks);
  const converter = pngConverter(header, chunks.others);
  const { width, height, interlaced } = header;
  const drawn = await drawRows(
    {
      width,
      height,
      channels: converter.channels,
      orientation: exifOrientation(chunks.others.get("eXIf")),
      rows: (interlaced ? interlacedRows : pngRows)(header, chunks.pixels, converter),
    },
    { area, maxSide },
  );
  const isAnimated = chunks.others.has("acTL");
  return { ...drawn, page: 1, pages: 1, notes: isAnimated ? [firstFrame] : [] };
};
