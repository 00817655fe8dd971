import { deflateSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkImage } from "../../../src/document-image/check/check-image.ts";
import { images, typeOfImage, withBytes, withChecksums } from "../../support/images.ts";

const all = Object.entries(images);
const png = images["true-color.png"];
const palette = images["palette.png"];
const jpeg = images["baseline.jpeg"];
const gif = images["still.gif"];
const webp = images["lossy.webp"];
const extended = images["extended.webp"];

async function whyNot(name: string, bytes: Uint8Array): Promise<string | undefined> {
  const check = await checkImage(typeOfImage(name), bytes);
  expect(check.isImage).toBe(check.whyNot === undefined && bytes.length > 0);
  return check.whyNot;
}

const why = (problem: string) => `The file (7 × 5 px) is not returned as an image: ${problem}.`;

/** A PNG with this header and pixel data. */
function pngOf(width: number, height: number, pixels: Uint8Array, depth = 8, color = 0): Buffer {
  const piece = (type: string, data: Uint8Array) => {
    const head = Buffer.alloc(8);
    head.writeUInt32BE(data.length);
    head.write(type, 4, "latin1");
    return Buffer.concat([head, data, Buffer.alloc(4)]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([depth, color], 8);
  const chunks = [piece("IHDR", header), piece("IDAT", pixels), piece("IEND", Buffer.alloc(0))];
  return withChecksums(Buffer.concat([png.subarray(0, 8), ...chunks]));
}

const gray = (width: number, height: number) =>
  pngOf(width, height, deflateSync(Buffer.alloc((width + 1) * height)));

/** The position of a JPEG segment's marker. */
const segmentAt = (marker: number) => jpeg.indexOf(Buffer.from([0xff, marker]));

describe.each(all)("%s", (name, bytes) => {
  test("is an image, also with bytes after its end", async () => {
    expect(await checkImage(typeOfImage(name), bytes)).toEqual({ isImage: true });
    expect(await whyNot(name, Buffer.concat([bytes, Buffer.from("more")]))).toBeUndefined();
  });

  test("is no image if any number of bytes is missing at its end", async () => {
    for (let length = 1; length < bytes.length; length += 1) {
      expect(await whyNot(name, bytes.subarray(0, length)), `${length} bytes`).toMatch(/is not returned as/);
    }
  });

  test("gets an answer, however it is damaged", async () => {
    const bytesOfIt = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 })), {
      minLength: 1,
      maxLength: 3,
    });
    await fc.assert(
      fc.asyncProperty(bytesOfIt, async (changes) => {
        const changed = Buffer.from(bytes);
        for (const [at, by] of changes) changed[at] = (changed[at] ?? 0) ^ by;
        const refused = (await whyNot(name, changed)) !== undefined;
        // Checksums cover all bytes of a PNG.
        if (typeOfImage(name) === "image/png") expect(refused).toBe(!changed.equals(bytes));
      }),
      { numRuns: 500 },
    );
  });
});

test("any bytes after a signature get an answer", async () => {
  const heads = all.map(([name, bytes]) => ({ name, head: bytes.subarray(0, 12) }));
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...heads), fc.uint8Array({ maxLength: 200 }), async (start, rest) => {
      await whyNot(start.name, Buffer.concat([start.head, rest]));
    }),
  );
});

test.each([
  ["a wrong checksum", "a.png", withBytes(png, png.length - 20, 0), /a checksum does not match/],
  ["pixel data that does not inflate", "a.png", withChecksums(withBytes(png, 48, 0xff)), /its pixel data is/],
  ["too few pixels", "a.png", pngOf(7, 5, deflateSync(Buffer.alloc(8 * 4))), /its pixel data is damaged/],
  ["too many pixels", "a.png", pngOf(7, 5, deflateSync(Buffer.alloc(8 * 6))), /its pixel data is damaged/],
  [
    "an impossible bit depth",
    "a.png",
    pngOf(7, 5, deflateSync(Buffer.alloc(40)), 3),
    /its header is damaged/,
  ],
  ["no palette", "a.png", withChecksums(withBytes(palette, 37, 0x74)), /its structure is damaged/],
  ["an unknown critical chunk", "a.png", withChecksums(withBytes(palette, 37, 0x51)), /a variant of its/],
  ["no quantization table", "a.jpeg", withBytes(jpeg, segmentAt(0xdb) + 1, 0xe5), /its structure is damaged/],
  ["two frame headers", "a.jpeg", withBytes(jpeg, segmentAt(0xc4) + 1, 0xc0), /its structure is damaged/],
  ["an arithmetic frame", "a.jpeg", withBytes(jpeg, segmentAt(0xc0) + 1, 0xc9), /a variant of its format/],
  ["a precision of 12 bits", "a.jpeg", withBytes(jpeg, segmentAt(0xc0) + 4, 12), /a variant of its format/],
  ["a frame outside the screen", "a.gif", withBytes(gif, 26, 6), /its structure is damaged/],
  [
    "a Huffman table with too many codes",
    "a.jpeg",
    withBytes(jpeg, segmentAt(0xc4) + 5, 3),
    /its structure is/,
  ],
  [
    "a scan without its table",
    "a.jpeg",
    withBytes(jpeg, segmentAt(0xda) + 6, 0x22),
    /its structure is damaged/,
  ],
  ["too few pixels", "a.gif", withBytes(withBytes(gif, 8, 6), 32, 6), /its pixel data is damaged/],
  ["an impossible LZW code", "a.gif", withBytes(gif, 38, 0xff, 0xff), /its pixel data is damaged/],
  ["no color table", "a.gif", withBytes(gif, 10, 0), /its structure is damaged/],
  [
    "a bitmap of other sides than its canvas",
    "a.webp",
    withBytes(extended, 24, 7),
    /its structure is damaged/,
  ],
  ["a RIFF length past the end", "a.webp", withBytes(webp, 4, 0xff), /the file ends before the image does/],
  ["no start code", "a.webp", withBytes(webp, 23, 0), /its header is damaged/],
])("an image with %s is not returned as one", async (_, name, bytes, problem) => {
  expect(await whyNot(name, bytes)).toMatch(problem);
});

test.each([
  [1, 8_000],
  [8_000, 1],
])("%i × %i px is accepted", async (width, height) => {
  expect(await checkImage("image/png", gray(width, height))).toEqual({ isImage: true });
});

test.each([
  [8_001, 1],
  [1, 8_001],
  [0, 5],
  [0, 0],
])("%i × %i px is not accepted, and the sentence has the sides", async (width, height) => {
  expect(await whyNot("a.png", gray(width, height))).toBe(
    `The file (${width} × ${height} px) is not returned as an image: models accept sides of 1 to 8,000 px.`,
  );
});

test("at most 3,750,000 bytes are accepted", async () => {
  const padded = (length: number) => Buffer.concat([gif, Buffer.alloc(length - gif.length)]);
  expect(await whyNot("a.gif", padded(3_750_000))).toBeUndefined();
  expect(await whyNot("a.gif", padded(3_750_001))).toBe(
    why("models accept images of at most 3,750,000 bytes"),
  );
});

test("a PNG that would inflate to more than its pixels is stopped", async () => {
  const bomb = pngOf(7, 5, deflateSync(Buffer.alloc(64 * 1024 * 1024)));
  expect(await whyNot("a.png", bomb)).toBe(why("its pixel data is damaged"));
});

test("a GIF of endless tiny frames is stopped", async () => {
  const frame = gif.subarray(25, -1);
  const frames = Array.from({ length: 25_000 }, () => frame);
  const many = Buffer.concat([gif.subarray(0, 25), ...frames, gif.subarray(-1)]);
  expect(await whyNot("a.gif", many.subarray(0, 3_750_000))).toBe(why("its structure is damaged"));
});

test("other types are no images and need no reason", async () => {
  for (const type of ["image/svg+xml", "image/tiff", "application/pdf"]) {
    expect(await checkImage(type, png)).toEqual({ isImage: false });
  }
});
