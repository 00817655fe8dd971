import { asBuffer } from "../../../document-text/input/as-buffer.ts";
import { drawRows } from "../../pixels/row-image.ts";
import { type Drawer, NoSuchPage } from "../../types.ts";
import { readDirectories } from "./directory.ts";
import { readLayout } from "./layout.ts";
import { tiffRows } from "./rows.ts";

/** A page of a TIFF. */
export const drawTiff: Drawer = async ({ bytes }, { page, area, maxSide }) => {
  const { file, pages } = readDirectories(asBuffer(bytes));
  const directory = pages[page - 1];
  if (!directory) throw new NoSuchPage(page, pages.length);
  const layout = readLayout(file, directory);
  const { width, height, orientation, samples } = layout;
  const drawn = await drawRows(
    {
      width,
      height,
      channels: samples === 1 && layout.colorMap.length === 0 ? 1 : 3,
      orientation,
      rows: tiffRows(file.bytes, layout),
    },
    { area, maxSide },
  );
  return { ...drawn, page, pages: pages.length, notes: [] };
};
