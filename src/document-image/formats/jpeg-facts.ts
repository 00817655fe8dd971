import type { Orientation } from "../pixels/orientation.ts";
import { exifOrientation } from "./exif.ts";

interface JpegFacts {
  orientation: Orientation;
  /** Per pixel: 1, 3 or 4. */
  components: number;
  /** Whether the inks of a CMYK image are stored as their absence, as Adobe's programs do. */
  isInverted: boolean;
}

const startOfScan = 0xda;
const exif = 0xe1;
const adobe = 0xee;
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xc2;

/** Reads the segments before the first scan of a JPEG that has been checked. */
export function jpegFacts(file: Buffer): JpegFacts {
  const facts: JpegFacts = { orientation: 1, components: 3, isInverted: false };
  let isAdobe = false;
  for (let at = 2; at + 4 <= file.length; ) {
    while (file[at] === 0xff && file[at + 1] === 0xff) at++;
    const marker = file[at + 1] ?? startOfScan;
    if (marker === startOfScan) break;
    const length = file.readUInt16BE(at + 2);
    const segment = file.subarray(at + 4, at + 2 + length);
    const begins = (name: string) => segment.toString("latin1", 0, name.length) === name;
    if (marker === exif && begins("Exif\0\0")) facts.orientation = exifOrientation(segment.subarray(6));
    if (marker === adobe && begins("Adobe")) isAdobe = true;
    if (isFrame(marker)) facts.components = segment[5] ?? 3;
    at += 2 + length;
  }
  facts.isInverted = isAdobe && facts.components === 4;
  return facts;
}
