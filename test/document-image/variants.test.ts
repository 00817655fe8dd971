import { describe, expect, test } from "vitest";
import { bmpOf } from "../support/bmp-files.ts";
import { flatJpeg, ycc } from "../support/jpeg-files.ts";
import { bilevel, type Color, colors, rgb, tiff, tiffPage, upright } from "../support/pattern.ts";
import { chunk, palettePng, pngOf } from "../support/png-files.ts";
import { draw, expectQuarters, refusal } from "./draw.ts";

const [, ...others] = colors;
const white: Color = [255, 255, 255];
const inks = ([red, green, blue]: Color): Color => [255 - red, 255 - green, 255 - blue];
const isFirst = (x: number, y: number) => x < 24 && y < 16;

describe("a JPEG of every color model comes out in its colors", () => {
  test.each([
    [
      "gray",
      flatJpeg(upright(), { samplesOf: (red) => [red] }),
      colors.map(([red]): Color => [red, red, red]),
    ],
    ["YCC", flatJpeg(upright(), { samplesOf: ycc }), colors],
    ["YCC with Adobe's marker", flatJpeg(upright(), { samplesOf: ycc, adobe: 1 }), colors],
    ["RGB with Adobe's marker", flatJpeg(upright(), { samplesOf: (...rgb) => rgb, adobe: 0 }), colors],
    ["RGB by its ids", flatJpeg(upright(), { samplesOf: (...rgb) => rgb, ids: [82, 71, 66] }), colors],
    ["with restart markers", flatJpeg(upright(), { samplesOf: ycc, restartInterval: 2 }), colors],
    ["with a scan for each component", flatJpeg(upright(), { samplesOf: ycc, isApart: true }), colors],
  ])("%s", async (_, file, quarters) => {
    expectQuarters(await draw(file, "image/jpeg"), quarters);
  });

  test.each([
    ["CMYK of Adobe", flatJpeg(upright(), { samplesOf: (...rgb) => [...rgb, 255], adobe: 0 })],
    ["YCCK of Adobe", flatJpeg(upright(), { samplesOf: (...rgb) => [...ycc(...inks(rgb)), 255], adobe: 2 })],
    ["CMYK without a marker", flatJpeg(upright(), { samplesOf: (...rgb) => [...inks(rgb), 0] })],
  ])("%s", async (_, file) => {
    expectQuarters(await draw(file, "image/jpeg"), colors, 75);
  });

  test("12 bits per sample end in a sentence", async () => {
    const file = flatJpeg(upright(), { samplesOf: ycc, bits: 12 });
    expect(await refusal(draw(file, "image/jpeg"))).toContain("a rare variant of its format");
  });
});

describe("a BMP of every depth and header comes out in its colors", () => {
  const blackAndWhite = [bilevel[0] ?? white, bilevel[1] ?? white];
  const two = upright(bilevel.map(([value]) => (value === 0 ? blackAndWhite[0] : blackAndWhite[1]) ?? white));
  test.each([
    ["1 bit", bmpOf(two, blackAndWhite, { bits: 1 }), bilevel],
    ["2 bits", bmpOf(upright(), colors, { bits: 2 }), colors],
    ["4 bits", bmpOf(upright(), colors, { bits: 4 }), colors],
    ["8 bits", bmpOf(upright(), colors, { bits: 8 }), colors],
    ["8 bits, from the top", bmpOf(upright(), colors, { bits: 8, isTopDown: true }), colors],
    ["16 bits", bmpOf(upright(), [], { bits: 16 }), colors],
    ["16 bits with masks", bmpOf(upright(), [], { bits: 16, masks: [0xf800, 0x7e0, 0x1f] }), colors],
    ["24 bits", bmpOf(upright(), [], { bits: 24, gap: 6 }), colors],
    ["32 bits", bmpOf(upright(), [], { bits: 32 }), colors],
    ["32 bits with masks", bmpOf(upright(), [], { bits: 32, masks: [0xff000000, 0xff0000, 0xff00] }), colors],
    [
      "32 bits with masks of 10",
      bmpOf(upright(), [], { bits: 32, masks: [0x3ff00000, 0xffc00, 0x3ff] }),
      colors,
    ],
    ["OS/2, 24 bits", bmpOf(upright(), [], { bits: 24, header: 12 }), colors],
    ["OS/2, 4 bits", bmpOf(upright(), colors, { bits: 4, header: 12 }), colors],
    ["OS/2 2, a short header", bmpOf(upright(), colors, { bits: 8, header: 16 }), colors],
    ["OS/2 2", bmpOf(upright(), colors, { bits: 8, header: 64 }), colors],
    [
      "a header with masks",
      bmpOf(upright(), [], { bits: 16, header: 52, masks: [0x7c00, 0x3e0, 0x1f] }),
      colors,
    ],
    ["version 4", bmpOf(upright(), [], { bits: 24, header: 108 }), colors],
    ["version 5", bmpOf(upright(), [], { bits: 24, header: 124 }), colors],
    [
      "an alpha channel that is not used",
      bmpOf(upright(), [], {
        bits: 32,
        header: 56,
        masks: [0xff0000, 0xff00, 0xff, 0xff000000],
        alpha: () => 0,
      }),
      colors,
    ],
  ])("%s", async (_, file, quarters) => {
    const drawn = await draw(file, "image/bmp");
    expect(drawn).toMatchObject({ width: 48, height: 32 });
    expectQuarters(drawn, quarters, 16);
  });

  test.each([40, 108] as const)("what is transparent is white, with a header of %i bytes", async (header) => {
    const masks = [0xff0000, 0xff00, 0xff, 0xff000000];
    const alpha = (x: number, y: number) => (isFirst(x, y) ? 0 : 255);
    const file = bmpOf(upright(), [], { bits: 32, header, masks, alpha });
    expectQuarters(await draw(file, "image/bmp"), [white, ...others]);
  });

  test.each([
    ["of which a part is missing", bmpOf(upright(), [], { bits: 24 }).subarray(0, -200), "ends before"],
    [
      "whose header has no length",
      Buffer.from(bmpOf(upright(), [], { bits: 24 })).fill(0, 14, 18),
      "its header",
    ],
    [
      "whose pixels begin in its header",
      Buffer.from(bmpOf(upright(), colors, { bits: 8 })).fill(0, 10, 14),
      "its header",
    ],
  ])("one %s ends in a sentence", async (_, file, sentence) => {
    expect(await refusal(draw(file, "image/bmp"))).toContain(sentence);
  });
});

test("of an animated PNG, the first frame is drawn with a note", async () => {
  const data = rgb(upright());
  const animation = chunk("acTL", Buffer.from([0, 0, 0, 2, 0, 0, 0, 0]));
  const drawn = await draw(pngOf({ colorType: 2, data, more: [animation] }), "image/png");
  expectQuarters(drawn, colors);
  expect(drawn.notes).toEqual(["This is the first frame of an animation."]);
});

test("the palette of a PNG can be transparent", async () => {
  const whole = palettePng(8);
  const pixelsAt = whole.indexOf("IDAT") - 4;
  const transparent = chunk("tRNS", Buffer.from([0]));
  const file = Buffer.concat([whole.subarray(0, pixelsAt), transparent, whole.subarray(pixelsAt)]);
  expectQuarters(await draw(file, "image/png"), [white, ...others]);
});

describe("a TIFF of a variant that is not read ends in a sentence", () => {
  const big = Buffer.from(tiff([tiffPage(upright())]));
  big[2] = 43;
  test.each([
    ["BigTIFF", big],
    ["a plane for each color", tiff([tiffPage(upright(), { more: [[284, 2]] })])],
    ["samples with signs", tiff([tiffPage(upright(), { more: [[339, 2]] })])],
    ["samples of different depths", tiff([tiffPage(upright(), { bits: [8, 8, 4] })])],
    ["an unknown compression", tiff([tiffPage(upright(), { compression: 50_000 })])],
    ["an unknown color model", tiff([tiffPage(upright(), { photometric: 8 })])],
  ])("%s", async (_, file) => {
    expect(await refusal(draw(file, "image/tiff"))).toContain("a rare variant of its format");
  });
});
