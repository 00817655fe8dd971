import { deflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { drawTiff } from "../../src/document-image/formats/tiff/tiff.ts";
import type { Area } from "../../src/document-image/types.ts";
import {
  bilevel,
  bmp,
  colors,
  exif,
  gif,
  grays,
  jpeg,
  png,
  rgb,
  rgba,
  runLengthBmp,
  tiff,
  tiffPage,
  turned,
  upright,
  withExif,
} from "../support/pattern.ts";
import { photos } from "../support/photos.ts";
import { chunk, interlacedPng, palettePng, pngOf } from "../support/png-files.ts";
import { decoded, draw, expectQuarters } from "./draw.ts";

const gray = upright(grays);
const grayBytes = Buffer.from(rgb(gray).filter((_, at) => at % 3 === 0));
const deep = Buffer.from([...rgb(upright())].flatMap((value) => [value, 0x80]));
const white = [255, 255, 255] as const;

describe("every kind of photo comes out as it was drawn, upright", () => {
  test.each([
    ["a JPEG", "image/jpeg", jpeg(upright()), colors],
    ["a progressive JPEG", "image/jpeg", photos["progressive.jpeg"], colors],
    ["a gray JPEG", "image/jpeg", photos["gray.jpeg"], grays],
    ["a PNG", "image/png", png(upright()), colors],
    ["a gray PNG", "image/png", png(gray, { colorType: 0 }), grays],
    ["a gray PNG with alpha", "image/png", png(gray, { colorType: 4 }), grays],
    ["a PNG with alpha", "image/png", png(upright(), { colorType: 6 }), colors],
    ["a PNG of 16 bits", "image/png", pngOf({ colorType: 2, depth: 16, data: deep }), colors],
    ["a PNG of 2 bits with a palette", "image/png", palettePng(2), colors],
    ["a PNG of 8 bits with a palette", "image/png", palettePng(8), colors],
    ["an interlaced PNG", "image/png", interlacedPng(), colors],
    ["a lossy WebP", "image/webp", photos["lossy.webp"], colors],
    ["a lossless WebP", "image/webp", photos["lossless.webp"], colors],
    ["a GIF", "image/gif", gif(upright()), colors],
    ["a BMP", "image/bmp", bmp(upright()), colors],
    ["a BMP from the top", "image/bmp", bmp(upright(), true), colors],
    ["a run-length BMP", "image/bmp", runLengthBmp(), colors],
    ["a TIFF", "image/tiff", tiff([tiffPage(upright())]), colors],
    ["a TIFF in strips with LZW", "image/tiff", photos["lzw.tif"], colors],
    ["a big-endian TIFF", "image/tiff", photos["big-endian.tif"], colors],
    ["a TIFF in deflated tiles", "image/tiff", photos["deflate-tiles.tif"], colors],
    ["a TIFF of JPEG strips", "image/tiff", photos["jpeg-strips.tif"], colors],
    ["a gray TIFF of 16 bits", "image/tiff", photos["gray16.tif"], grays],
    ["a fax, Group 3", "image/tiff", photos["group3.tif"], bilevel],
    ["a fax, Group 4", "image/tiff", photos["group4.tif"], bilevel],
    ["a fax with its bits reversed", "image/tiff", photos["group4-reversed.tif"], bilevel],
    [
      "a gray TIFF whose white is 0",
      "image/tiff",
      tiff([
        tiffPage(gray, { bits: [8], photometric: 0, data: grayBytes.map((value) => 255 - value) as Buffer }),
      ]),
      grays,
    ],
    [
      "a deflated TIFF",
      "image/tiff",
      tiff([tiffPage(upright(), { compression: 8, data: deflateSync(rgb(upright())) })]),
      colors,
    ],
  ])("%s", async (_, type, file, quarters) => {
    const picture = await draw(file, type);
    expect(picture).toMatchObject({ width: 48, height: 32, page: 1, pages: 1 });
    expect(picture.color).toBe(quarters === colors ? "color" : "gray");
    expect(picture.type).toBe(quarters === colors ? "image/jpeg" : "image/png");
    expectQuarters(picture, quarters);
  });

  test.each(["cmyk.jpeg", "cmyk.tif"] as const)(
    "inks become the colors that they print: %s",
    async (name) => {
      // Every program converts inks a little differently.
      expectQuarters(await draw(photos[name], name.endsWith("g") ? "image/jpeg" : "image/tiff"), colors, 75);
    },
  );

  test.each([
    [
      "a PNG",
      "image/png",
      pngOf({ colorType: 6, data: rgba(upright(), (x, y) => (x < 24 && y < 16 ? 0 : 255)) }),
    ],
    ["a WebP", "image/webp", photos["alpha.webp"]],
  ])("what is transparent in %s is white", async (_, type, file) => {
    expectQuarters(await draw(file, type), [white, ...colors.slice(1)]);
  });

  test("the transparent color of a PNG is white", async () => {
    const key = Buffer.from(colors[0]?.flatMap((value) => [0, value]) ?? []);
    const file = pngOf({ colorType: 2, data: rgb(upright()), more: [chunk("tRNS", key)] });
    expectQuarters(await draw(file, "image/png"), [white, ...colors.slice(1)]);
  });

  test.each([
    ["GIF", "image/gif", gif(upright(), 3)],
    ["WebP", "image/webp", photos["animated.webp"]],
  ])("of an animated %s, the first frame, and a note", async (_, type, file) => {
    const picture = await draw(file, type);
    expectQuarters(picture, colors);
    expect(picture.notes).toEqual(["This is the first frame of an animation."]);
  });
});

describe("a photo that was stored turned", () => {
  const stored = (orientation: number) => ({
    ...turned(orientation),
    colorType: 2,
    data: rgb(turned(orientation)),
  });

  // PDFium turns a JPEG. This server turns all other types.
  test.each([1, 2, 3, 4, 5, 6, 7, 8])("orientation %i is turned upright", async (orientation) => {
    const files: [type: string, file: Buffer][] = [
      ["image/jpeg", withExif(jpeg(turned(orientation)), orientation)],
      ["image/png", pngOf({ ...stored(orientation), more: [chunk("eXIf", exif(orientation))] })],
    ];
    for (const [type, file] of files) {
      const picture = await draw(file, type);
      expect(picture).toMatchObject({ width: 48, height: 32 });
      expectQuarters(picture, colors);
      const corner = await draw(file, type, { area: [0.5, 0, 1, 0.5] });
      expect(corner).toMatchObject({ width: 24, height: 16 });
      expectQuarters(corner, Array(4).fill(colors[1]));
    }
  });

  test("also a TIFF, in each orientation, and an area of it", async () => {
    const orientations = [1, 2, 3, 4, 5, 6, 7, 8];
    const bytes = tiff(orientations.map((orientation) => tiffPage(turned(orientation), { orientation })));
    // In this thread: a worker for each would take a second.
    const rasterOf = async (page: number, area?: Area) =>
      (await drawTiff({ bytes, type: "image/tiff" }, { page, area, maxSide: 48, maxBytes: 0 })).raster;
    for (const area of [undefined, [0.5, 0, 1, 0.5] as const]) {
      const expected = await rasterOf(1, area);
      for (const page of orientations) expect(await rasterOf(page, area), `page ${page}`).toEqual(expected);
    }
    expectQuarters(await draw(bytes, "image/tiff", { page: 6 }), colors);
  });

  test("also a WebP", async () => {
    expectQuarters(await draw(photos["turned.webp"], "image/webp"), colors);
  });

  test("its EXIF data, with the place, is not in the picture", async () => {
    const file = withExif(jpeg(turned(6)), 6);
    expect(file.includes("GPS 51.4778")).toBe(true);
    const { bytes } = await draw(file, "image/jpeg");
    expect(Buffer.from(bytes).includes("GPS")).toBe(false);
    expect(Buffer.from(bytes).includes("Exif")).toBe(false);
  });
});

test("pages of a TIFF are counted without its thumbnails and masks", async () => {
  const small = tiffPage(upright(), { more: [[254, 1]] });
  const mask = tiffPage(upright(grays), { more: [[254, 4]] });
  const file = tiff([tiffPage(upright(grays)), mask, small, tiffPage(upright())]);
  const first = await draw(file, "image/tiff");
  expect([first.page, first.pages, first.color]).toEqual([1, 2, "gray"]);
  const second = await draw(file, "image/tiff", { page: 2 });
  expectQuarters(second, colors);
  await expect(draw(file, "image/tiff", { page: 3 })).rejects.toMatchObject({
    reason: "noSuchPage",
    message: "There is no page 3: this file has 2 pages.",
  });
  await expect(draw(png(upright()), "image/png", { page: 2 })).rejects.toMatchObject({
    reason: "noSuchPage",
    message: "There is no page 2: this file has one page.",
  });
});

describe("the size of the picture", () => {
  const large = {
    width: 1200,
    height: 800,
    colorAt: (x: number, y: number) => upright().colorAt(x / 25, y / 25),
  };

  test.each([
    ["image/png", png(large)],
    ["image/jpeg", jpeg(large)],
  ])("a large %s is reduced to the longest side, a small one keeps its pixels", async (type, file) => {
    const reduced = await draw(file, type, { maxSide: 600 });
    expect(reduced).toMatchObject({ width: 600, height: 400 });
    expectQuarters(reduced, colors);
    expect(await draw(file, type)).toMatchObject({ width: 1200, height: 800 });
  });

  test.each([
    ["image/png", png(large)],
    ["image/jpeg", jpeg(large)],
  ])("a %s that was reduced to less than half comes with a note", async (type, file) => {
    const note = "This image is much smaller than the original. To read small print, use area.";
    expect((await draw(file, type, { maxSide: 512 })).notes).toEqual([note]);
    expect((await draw(file, type, { maxSide: 640 })).notes).toEqual([]);
    const part = await draw(file, type, { maxSide: 512, area: [0, 0, 0.5, 0.5] });
    expect(part.notes).toEqual([]);
  });

  test.each([
    ["image/png", png(large)],
    ["image/jpeg", jpeg(large)],
  ])("an area of a %s has the pixels of the original", async (type, file) => {
    const part = await draw(file, type, { maxSide: 600, area: [0.25, 0.25, 0.75, 0.75] });
    expect(part).toMatchObject({ width: 600, height: 400 });
    expectQuarters(part, colors);
    const sliver = await draw(file, type, { area: [0.9, 0.9, 0.9001, 0.9001] });
    expect(sliver).toMatchObject({ width: 1, height: 1 });
  });

  const noise = (channels: "gray" | "color") => {
    let state = 1;
    const next = () => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      return state >>> 24;
    };
    return png({
      width: 500,
      height: 500,
      colorAt: () => {
        const value = next();
        return channels === "gray" ? [value, value, value] : [value, next(), next()];
      },
    });
  };

  test.each(["gray", "color"] as const)(
    "a %s picture over the limit gets less quality, then fewer pixels",
    async (color) => {
      const file = noise(color);
      const free = await draw(file, "image/png");
      expect(free).toMatchObject({ width: 500, color, type: color === "gray" ? "image/png" : "image/jpeg" });
      const coarse = await draw(file, "image/png", { maxBytes: free.bytes.length - 1 });
      expect(coarse).toMatchObject({ width: 500, color, type: "image/jpeg" });
      const small = await draw(file, "image/png", { maxBytes: 50_000 });
      expect(small.width).toBeLessThan(500);
      expect(small.bytes.length).toBeLessThanOrEqual(50_000);
      expect(decoded(small).width).toBe(small.width);
    },
  );

  test("a limit that no picture fits ends in a sentence", async () => {
    await expect(draw(noise("color"), "image/png", { maxBytes: 500 })).rejects.toThrow(
      "The picture does not fit into the limit of 500 bytes.",
    );
  });

  test("a small picture over the limit ends in a sentence too", async () => {
    await expect(draw(png(upright()), "image/png", { maxBytes: 0 })).rejects.toThrow("0 bytes");
  });
});
