import { type Engine, openPdf } from "../../../document-text/formats/pdf/engine.ts";
import { damage } from "../../check/inspection.ts";
import { inspectJpeg } from "../../check/jpeg.ts";
import { scanChecker } from "../../check/jpeg-pixels.ts";
import { damaged } from "../../sides.ts";
import { imagePdf, type PdfImage } from "../image-pdf.ts";
import { jpeg, type Layout, rgb, whiteIsZero } from "./layout.ts";

/** Decodes a strip or tile in a fax or JPEG compression with PDFium: rows of 8-bit samples, without padding. */
export function decodeBlock(engine: Engine, data: Buffer, layout: Layout, height: number): Uint8Array {
  if (layout.compression === jpeg) return decodeImage(engine, jpegImage(data, layout, height), layout);
  const decoded = decodeImage(engine, faxImage(data, layout, height), layout);
  const lastRow = layout.blockWidth * (height - 1);
  // PDFium leaves rows that the data does not reach in one color, and goes on. Rows that it decodes come out inverted.
  const inverted = decodeImage(engine, faxImage(data, layout, height, true), layout);
  for (let at = lastRow; at < decoded.length; at++) {
    if (decoded[at] === inverted[at]) throw damaged(damage.cut);
  }
  return decoded;
}

function decodeImage(engine: Engine, image: PdfImage, layout: Layout): Uint8Array {
  const { height } = image;
  const document = openPdf(engine, imagePdf([image], { width: image.width, height }));
  const page = engine.FPDF_LoadPage(document, 0);
  const bitmap = engine.FPDFImageObj_GetBitmap(engine.FPDFPage_GetObject(page, 0));
  if (bitmap === 0) throw damaged(damage.pixels);
  const decoded = samplesOf(engine, bitmap, layout.samples);
  engine.FPDFBitmap_Destroy(bitmap);
  engine.FPDF_ClosePage(page);
  engine.FPDF_CloseDocument(document);
  if (decoded.length < image.width * height * layout.samples) throw damaged(damage.pixels);
  return decoded;
}

const gray = 1;
const bytesOfFormat = new Map([
  [gray, 1],
  [2, 3],
  [3, 4],
  [4, 4],
]);

/** PDFium stores blue first. */
function samplesOf(engine: Engine, bitmap: number, samples: number): Uint8Array {
  const width = engine.FPDFBitmap_GetWidth(bitmap);
  const height = engine.FPDFBitmap_GetHeight(bitmap);
  const stride = engine.FPDFBitmap_GetStride(bitmap);
  const bytes = bytesOfFormat.get(engine.FPDFBitmap_GetFormat(bitmap)) ?? 4;
  const at = engine.FPDFBitmap_GetBuffer(bitmap);
  const pixels = engine.pdfium.HEAPU8.subarray(at, at + stride * height);
  const found = new Uint8Array(width * height * samples);
  for (let y = 0, to = 0; y < height; y++) {
    for (let from = y * stride, end = from + width * bytes; from < end; from += bytes, to += samples) {
      for (let sample = 0; sample < samples; sample++) {
        found[to + sample] = pixels[from + Math.min(bytes, samples) - 1 - sample] ?? 0;
      }
    }
  }
  return found;
}

const rowsAligned = 2;
const group3 = 3;
const group4 = 4;

function faxImage(data: Buffer, layout: Layout, height: number, isInverted = false): PdfImage {
  const { compression, faxOptions, blockWidth: width, photometric, isReversed } = layout;
  const isTwoDimensional = compression === group3 && (faxOptions & 1) === 1;
  const k = compression === group4 ? -1 : isTwoDimensional ? 1 : 0;
  const parameters = [
    `/K ${k} /Columns ${width} /Rows ${height} /EndOfBlock false`,
    compression === rowsAligned ? "/EncodedByteAlign true" : "",
    // The codes call their pixels white and black, the TIFF calls them 0 and 1.
    (photometric === whiteIsZero) !== isInverted ? "" : "/BlackIs1 true",
  ];
  return {
    width,
    height,
    bits: 1,
    colorSpace: "/DeviceGray",
    filter: "CCITTFaxDecode",
    entries: `/DecodeParms << ${parameters.join(" ")} >>`,
    data: isReversed ? turned(data) : data,
  };
}

const colorSpaces = ["", "/DeviceGray", "", "/DeviceRGB", "/DeviceCMYK"];

function jpegImage(data: Buffer, layout: Layout, height: number): PdfImage {
  const { jpegTables, samples, photometric, blockWidth: width } = layout;
  // Both are JPEGs: the tables without an image, the image without tables.
  const whole = jpegTables ? Buffer.concat([jpegTables.subarray(0, -2), data.subarray(2)]) : data;
  const { sides, damage: found } = inspectJpeg(whole, scanChecker());
  if (found) throw damaged(found);
  if (sides?.width !== width || sides.height < height) throw damaged(damage.broken);
  return {
    width,
    height,
    bits: 8,
    colorSpace: colorSpaces[samples] ?? "/DeviceRGB",
    filter: "DCTDecode",
    entries: `/DecodeParms << /ColorTransform ${photometric === rgb ? 0 : 1} >>`,
    data: whole,
  };
}

/** Bytes with their bits in the opposite order. */
export function turned(data: Buffer): Buffer {
  return Buffer.from(data.map((byte) => reversed[byte] ?? 0));
}

const reversed = Uint8Array.from({ length: 256 }, (_, byte) => {
  let turned = 0;
  for (let bit = 0; bit < 8; bit++) turned |= ((byte >> bit) & 1) << (7 - bit);
  return turned;
});
