import { openPdf, startPdfEngine } from "../../document-text/formats/pdf/engine.ts";
import { asBuffer } from "../../document-text/input/as-buffer.ts";
import { inspectJpeg } from "../check/jpeg.ts";
import { scanChecker } from "../check/jpeg-pixels.ts";
import { frameOf, sideOf } from "../frame.ts";
import { type Orientation, uprightSize } from "../pixels/orientation.ts";
import { checkSides, damaged } from "../sides.ts";
import type { Drawer } from "../types.ts";
import { imagePdf } from "./image-pdf.ts";
import { jpegFacts } from "./jpeg-facts.ts";
import { onlyPage } from "./only-page.ts";
import { black, isStill, magenta, render } from "./pdfium-render.ts";

/** A photo, drawn by PDFium from a PDF in memory: it reduces while it decodes, so that 48 megapixels need 66 MB. */
export const drawJpeg: Drawer = async ({ bytes }, { page, area, maxSide }) => {
  onlyPage(page);
  const file = asBuffer(bytes);
  const { sides, damage, isCoarse } = inspectJpeg(file, scanChecker());
  if (sides) checkSides(sides);
  if (damage || !sides) throw damaged(damage ?? "its header is damaged");
  const { orientation, components, isInverted } = jpegFacts(file);
  const size = uprightSize(sides, orientation);
  const image = {
    ...sides,
    bits: 8,
    colorSpace: colorSpaces[components] ?? "/DeviceRGB",
    filter: "DCTDecode",
    entries: isInverted ? "/Decode [1 0 1 0 1 0 1 0]" : "",
    data: bytes,
  };
  const engine = await startPdfEngine();
  const document = openPdf(engine, imagePdf([image], size, `q ${matrixOf(size, orientation)} cm /I0 Do Q`));
  const handle = engine.FPDF_LoadPage(document, 0);
  const frame = frameOf(size.width, size.height, { area, maxSide, mostScale: 1 });
  const raster = render(engine, handle, frame, magenta);
  // Black is what PDFium makes of data that its decoder refuses.
  if (isStill(raster, magenta) || (!area && isStill(raster, black))) throw damaged("it came out empty");
  return { raster, originalSide: sideOf(size, area), page: 1, pages: 1, notes: isCoarse ? [coarse] : [] };
};

const coarse =
  "The file has only a coarse version of this photo: its last scans are missing, so it is probably damaged.";

const colorSpaces: Record<number, string> = { 1: "/DeviceGray", 3: "/DeviceRGB", 4: "/DeviceCMYK" };

/** Maps the unit square, in which a PDF draws an image from the bottom, to the upright page. */
function matrixOf({ width, height }: { width: number; height: number }, orientation: Orientation): string {
  const matrices: Record<Orientation, readonly number[]> = {
    1: [width, 0, 0, height, 0, 0],
    2: [-width, 0, 0, height, width, 0],
    3: [-width, 0, 0, -height, width, height],
    4: [width, 0, 0, -height, 0, height],
    5: [0, -height, -width, 0, width, height],
    6: [0, -height, width, 0, 0, height],
    7: [0, height, width, 0, 0, 0],
    8: [0, height, -width, 0, width, 0],
  };
  return matrices[orientation].join(" ");
}
