import type { Engine } from "../../document-text/formats/pdf/engine.ts";
import { imageFilters, jpegChecker, lastFilterOf } from "./pdf-pictures.ts";

/** What a page draws, and what of it PDFium cannot draw. */
export interface PageContents {
  pictures: number;
  /** Of the pictures, those whose data cannot be decoded. */
  brokenPictures: number;
  /** Of the other ones, JPEGs that are drawn as far as their data can be decoded. */
  damagedPictures: number;
  hasText: boolean;
  /** Whether characters are in fonts that are not in the file, beyond those of Western languages, which PDFium brings along. */
  lacksFonts: boolean;
}

const imageObject = 3;
const formObject = 5;
const mostObjects = 10_000;
const mostPictures = 200;
const mostDepth = 8;
const mostCharacters = 20_000;

/** Looks at a bounded number of a page's objects and characters. */
export function contentsOf(engine: Engine, page: number): PageContents {
  return { ...picturesOf(engine, page), ...textOf(engine, page) };
}

function picturesOf(engine: Engine, page: number): Omit<PageContents, "hasText" | "lacksFonts"> {
  const found = { pictures: 0, brokenPictures: 0, damagedPictures: 0 };
  const isDamaged = jpegChecker(engine);
  let seen = 0;
  const look = (count: number, objectAt: (index: number) => number, depth: number): void => {
    for (let index = 0; index < count && seen < mostObjects && found.pictures < mostPictures; index++) {
      seen++;
      const object = objectAt(index);
      const type = engine.FPDFPageObj_GetType(object);
      if (type === imageObject) {
        found.pictures++;
        if (isBroken(engine, object, page)) found.brokenPictures++;
        else if (isDamaged(object)) found.damagedPictures++;
      } else if (type === formObject && depth < mostDepth) {
        const inner = engine.FPDFFormObj_CountObjects(object);
        look(inner, (nth) => engine.FPDFFormObj_GetObject(object, nth), depth + 1);
      }
    }
  };
  look(engine.FPDFPage_CountObjects(page), (index) => engine.FPDFPage_GetObject(page, index), 0);
  return found;
}

/** PDFium's metadata of a picture: width and height, two resolutions, bits per pixel, color space, content id. */
const metadataBytes = 28;
const bitsAt = 16;

/** Whether a picture's decoder does not start, or has far too little data. */
function isBroken(engine: Engine, image: number, page: number): boolean {
  const { malloc, free } = engine.pdfium.wasmExports;
  const at = malloc(metadataBytes);
  const isKnown = engine.FPDFImageObj_GetImageMetadata(image, page, at);
  const { buffer } = engine.pdfium.HEAPU8;
  const [width = 0, height = 0] = new Uint32Array(buffer, at, 2);
  const [bits = 0] = new Uint32Array(buffer, at + bitsAt, 1);
  free(at);
  if (!isKnown || width === 0 || height === 0) return false;
  if (bits === 0) return true;
  // What remains encoded as JPEG, fax or the like has no length to compare.
  if (imageFilters.has(lastFilterOf(engine, image))) return false;
  // The metadata is of the decoded picture: 8 bits per sample may be stored as 1.
  const needed = Math.ceil((width * bits) / 64) * height;
  return engine.FPDFImageObj_GetImageDataDecoded(image, 0, 0) < needed;
}

// PDFium has its own shapes for these: Latin letters, punctuation, currency signs and letter-like signs.
const isDrawnAnyway = (code: number) => code < 0x250 || (code >= 0x2000 && code < 0x2200) || code >= 0xe000;

function textOf(engine: Engine, page: number): Pick<PageContents, "hasText" | "lacksFonts"> {
  const found = { hasText: false, lacksFonts: false };
  const text = engine.FPDFText_LoadPage(page);
  if (text === 0) return found;
  const count = Math.min(engine.FPDFText_CountChars(text), mostCharacters);
  for (let index = 0; index < count && !found.lacksFonts; index++) {
    const code = engine.FPDFText_GetUnicode(text, index);
    if (code <= 0x20) continue;
    found.hasText = true;
    found.lacksFonts = !isDrawnAnyway(code) && !isEmbedded(engine, text, index);
  }
  engine.FPDFText_ClosePage(text);
  return found;
}

function isEmbedded(engine: Engine, text: number, index: number): boolean {
  const object = engine.FPDFText_GetTextObject(text, index);
  const font = object === 0 ? 0 : engine.FPDFTextObj_GetFont(object);
  return font === 0 || engine.FPDFFont_GetIsEmbedded(font) !== 0;
}
