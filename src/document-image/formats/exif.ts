import { type Orientation, orientationOf } from "../pixels/orientation.ts";

const orientationTag = 0x0112;

/** The orientation in EXIF data, which is a small TIFF; 1 if it has none. */
export function exifOrientation(exif: Buffer | undefined): Orientation {
  if (!exif || exif.length < 8) return 1;
  const order = exif.toString("latin1", 0, 2);
  if (order !== "II" && order !== "MM") return 1;
  const little = order === "II";
  const short = (at: number) => (little ? exif.readUInt16LE(at) : exif.readUInt16BE(at));
  const directory = little ? exif.readUInt32LE(4) : exif.readUInt32BE(4);
  if (directory + 2 > exif.length) return 1;
  const count = short(directory);
  for (let at = directory + 2; at < directory + 2 + 12 * count && at + 12 <= exif.length; at += 12) {
    if (short(at) === orientationTag) return orientationOf(short(at + 8));
  }
  return 1;
}
