import { Unreadable } from "../document-text/types.ts";
import type { Drawer } from "./types.ts";

/** Loads the drawer for a MIME type. Throws Unreadable for types that are not drawn. */
export async function drawerOf(type: string): Promise<Drawer> {
  const name = type.toLowerCase();
  const load = byType.find(([types]) => types.test(name))?.[1];
  if (load) return load();
  throw new Unreadable(notDrawn.find(([types]) => types.test(name))?.[1] ?? noPicture);
}

const byType: readonly [types: RegExp, load: () => Promise<Drawer>][] = [
  [/^application\/(x-)?pdf$/, async () => (await import("./formats/pdf.ts")).drawPdf],
  [/^image\/(jpe?g|pjpeg)$/, async () => (await import("./formats/jpeg.ts")).drawJpeg],
  [/^image\/(x-)?(apng|png)$/, async () => (await import("./formats/png.ts")).drawPng],
  [/^image\/tiff(-fx)?$/, async () => (await import("./formats/tiff/tiff.ts")).drawTiff],
  [/^image\/webp$/, async () => (await import("./formats/webp.ts")).drawWebp],
  [/^image\/gif$/, async () => (await import("./formats/gif.ts")).drawGif],
  [/^image\/(x-)?(ms-)?bmp$/, async () => (await import("./formats/bmp.ts")).drawBmp],
];

const notDrawn: readonly [types: RegExp, sentence: string][] = [
  [
    /^image\/(hei[cf]|avif)/,
    "HEIC, HEIF and AVIF photos cannot be shown. Ask the borrower for the photo as JPEG.",
  ],
  [/^image\/svg/, "An SVG is a program that draws, so it is not shown. Ask the borrower for a PDF or PNG."],
  [/^image\//, "This type of image cannot be shown. Ask the borrower for it as JPEG, PNG or PDF."],
];

const noPicture = "Only PDFs, TIFFs and photos can be shown as an image.";
