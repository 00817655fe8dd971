import { asBuffer } from "../../document-text/input/as-buffer.ts";
import { inspectGif } from "./gif.ts";
import { fits, type Inspection } from "./inspection.ts";
import { inspectJpeg } from "./jpeg.ts";
import { inspectPng } from "./png.ts";
import { inspectWebp } from "./webp.ts";

// The strictest limits of the common model APIs. A request with an image beyond them fails, and so does every later
// request of the conversation, because it contains the image again.
const maxSide = 8_000;
const maxBytes = 3_750_000;

// Without SVG: it can run scripts, so clients must not show it, and models do not accept it.
const inspections = new Map<string, (bytes: Buffer, maxSide: number) => Inspection | Promise<Inspection>>([
  ["image/png", inspectPng],
  ["image/jpeg", (bytes) => inspectJpeg(bytes)],
  ["image/gif", inspectGif],
  ["image/webp", inspectWebp],
]);

export interface ImageCheck {
  /** Whether models accept the file as an image. */
  isImage: boolean;
  /** Why a file of an image's type is not returned as one: a sentence. */
  whyNot?: string;
}

/** Checks whether a file is a whole image that models accept. Reads it once and never throws. */
export async function checkImage(type: string, bytes: Uint8Array): Promise<ImageCheck> {
  const inspect = inspections.get(type);
  if (!inspect || bytes.length === 0) return { isImage: false };
  const { sides, damage } = await inspect(asBuffer(bytes, maxBytes), maxSide);
  const size = sides && `${sides.width} × ${sides.height} px`;
  const problem = sidesProblem(sides) ?? sizeProblem(bytes.length) ?? damage;
  if (problem === undefined) return { isImage: true };
  return notAnImage(problem, size);
}

/** The check of a file that has an image's type, but is not returned as one. */
export function notAnImage(problem: string, size?: string): ImageCheck {
  const of = size ? ` (${size})` : "";
  return { isImage: false, whyNot: `The file${of} is not returned as an image: ${problem}.` };
}

// Every whole image has sides, so unknown ones come with damage.
function sidesProblem(sides: Inspection["sides"]): string | undefined {
  if (!sides || fits(sides, maxSide)) return undefined;
  return `models accept sides of 1 to ${maxSide.toLocaleString("en-US")} px`;
}

function sizeProblem(bytes: number): string | undefined {
  return bytes > maxBytes
    ? `models accept images of at most ${maxBytes.toLocaleString("en-US")} bytes`
    : undefined;
}
