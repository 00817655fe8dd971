import type { Source } from "../document-text/types.ts";

/** Left, top, right and bottom, each from 0 to 1 of the upright page. */
export type Area = readonly [left: number, top: number, right: number, bottom: number];

/** What to draw, and how large. */
export interface DrawRequest {
  /** From 1. */
  page: number;
  /** Default: the whole page. */
  area?: Area;
  /** The longest side of the picture, in pixels. */
  maxSide: number;
  /** The size of the encoded picture. */
  maxBytes: number;
}

/** Pixels of four bytes: red, green, blue and one without a meaning. Rows from the top, without padding. */
export interface Raster {
  width: number;
  height: number;
  pixels: Uint8Array;
}

/** A page or photo, drawn upright. */
interface Drawn {
  raster: Raster;
  /** The long side that the drawn part has in the file, in pixels. */
  originalSide: number;
  page: number;
  pages: number;
  /** Sentences to show with the picture. */
  notes: string[];
}

export type Drawer = (source: Source, request: DrawRequest) => Promise<Drawn>;

/** A drawn page or photo, encoded, without any metadata. */
export interface Picture {
  bytes: Uint8Array;
  type: "image/png" | "image/jpeg";
  width: number;
  height: number;
  page: number;
  pages: number;
  color: "gray" | "color";
  notes: string[];
}

/** Thrown for a page after the last one. The message gives the number of pages. */
export class NoSuchPage extends Error {
  override readonly name = "NoSuchPage";

  constructor(page: number, pages: number) {
    super(
      pages === 1
        ? `There is no page ${page}: this file has one page.`
        : `There is no page ${page}: this file has ${pages} pages.`,
    );
  }
}
