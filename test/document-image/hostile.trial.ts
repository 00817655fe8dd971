import { deflateSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import { usedBytes } from "../support/memory.ts";
import { bmp, gif, jpeg, png, rgb, tiff, tiffPage, upright } from "../support/pattern.ts";
import { deflated, doublingForms, pdfFile, pdfOf, stream } from "../support/pdf-files.ts";
import { photos } from "../support/photos.ts";
import { pngBomb, pngOf } from "../support/png-files.ts";
import { draw, refusal } from "./draw.ts";

const good = png(upright());
const withBytes = (file: Buffer, at: number, ...bytes: number[]) => {
  const changed = Buffer.from(file);
  changed.set(bytes, at);
  return changed;
};

describe("a damaged photo ends in a sentence, never in an image", () => {
  const files: [type: string, file: Buffer][] = [
    ["image/png", good],
    ["image/jpeg", jpeg(upright())],
    ["image/webp", photos["lossless.webp"]],
    ["image/webp", photos["lossy.webp"]],
    ["image/gif", gif(upright())],
    ["image/bmp", bmp(upright())],
    ["image/tiff", photos["lzw.tif"]],
    ["image/tiff", photos["group4.tif"]],
    ["image/tiff", tiff([tiffPage(upright())])],
  ];

  test.each(files)("%s, cut anywhere", async (type, file) => {
    for (const share of [0.02, 0.3, 0.6, 0.9]) {
      const cut = file.subarray(0, Math.max(1, Math.floor(share * file.length)));
      expect(await refusal(draw(cut, type))).toMatch(/^This (image|file) .*\.$/);
    }
  });

  const noise = Buffer.alloc(300, 0xa7);
  test.each([
    [
      "a PNG with a wrong checksum",
      "image/png",
      withBytes(good, good.length - 30, 1, 2, 3),
      "a checksum does not match",
    ],
    [
      "a PNG with too few rows",
      "image/png",
      pngOf({ colorType: 2, data: rgb(upright()).subarray(0, 1440) }),
      "its pixel data is damaged",
    ],
    [
      "a PNG with too many rows",
      "image/png",
      pngOf({ colorType: 2, data: Buffer.concat([rgb(upright()), rgb(upright())]) }),
      "its pixel data is damaged",
    ],
    [
      "a PNG with an unknown filter",
      "image/png",
      pngOf({ colorType: 2, data: Buffer.alloc(0), packed: deflateSync(Buffer.alloc(145 * 32, 9)) }),
      "its pixel data is damaged",
    ],
    [
      "a PNG without a size",
      "image/png",
      pngOf({
        width: 0,
        height: 0,
        colorType: 2,
        data: Buffer.alloc(0),
        packed: deflateSync(Buffer.alloc(0)),
      }),
      "its size is 0 × 0 pixels",
    ],
    [
      "a PNG that is not deflated",
      "image/png",
      pngOf({ colorType: 2, data: Buffer.alloc(0), packed: noise }),
      "its pixel data is damaged",
    ],
    [
      "a TIFF of noise in LZW",
      "image/tiff",
      tiff([tiffPage(upright(), { compression: 5, data: noise })]),
      "its pixel data is damaged",
    ],
    [
      "a TIFF of noise, deflated",
      "image/tiff",
      tiff([tiffPage(upright(), { compression: 8, data: noise })]),
      "its pixel data is damaged",
    ],
    [
      "a TIFF whose JPEG is none",
      "image/tiff",
      tiff([tiffPage(upright(), { compression: 7, photometric: 6, data: noise })]),
      "its header is damaged",
    ],
    [
      "a TIFF with its packed bytes missing",
      "image/tiff",
      tiff([tiffPage(upright(), { compression: 32_773, data: Buffer.from([5, 1]) })]),
      "its pixel data is damaged",
    ],
    ["a BMP of an unknown compression", "image/bmp", withBytes(bmp(upright()), 30, 9), "a rare variant"],
  ])("%s", async (_, type, file, sentence) => {
    expect(await refusal(draw(file, type))).toContain(sentence);
  });

  test("a TIFF whose pages are a circle", async () => {
    const file = tiff([tiffPage(upright())]);
    file.writeUInt32LE(file.readUInt32LE(4), file.length - 4);
    expect(await refusal(draw(file, "image/tiff"))).toContain("its structure is damaged");
  });
});

describe("what is not drawn is refused with what to ask for", () => {
  test.each([
    ["image/heic", "Ask the borrower for the photo as JPEG."],
    ["image/heif-sequence", "Ask the borrower for the photo as JPEG."],
    ["image/avif", "Ask the borrower for the photo as JPEG."],
    ["image/svg+xml", "Ask the borrower for a PDF or PNG."],
    ["image/vnd.adobe.photoshop", "Ask the borrower for it as JPEG, PNG or PDF."],
    ["text/csv", "Only PDFs, TIFFs and photos can be shown as an image."],
  ])("%s", async (type, sentence) => {
    expect(await refusal(draw(good, type))).toContain(sentence);
  });

  test("a TIFF with transparency", async () => {
    expect(await refusal(draw(photos["rgba.tif"], "image/tiff"))).toContain("A TIFF with transparency");
  });
});

describe("a photo that is too large is refused by its header", () => {
  const huge = [0x60, 0xea, 0, 0];
  const size = "60,000 × 60,000 pixels";
  const frame = jpeg(upright()).indexOf(Buffer.from([0xff, 0xc0]));
  test.each([
    ["image/png", pngBomb(60_000, 1000), size],
    ["image/jpeg", withBytes(jpeg(upright()), frame + 5, 0xea, 0x60, 0xea, 0x60), size],
    ["image/gif", withBytes(gif(upright()), 6, 0xff, 0xff, 0xff, 0xff), "65,535 × 65,535 pixels"],
    ["image/bmp", withBytes(bmp(upright()), 18, ...huge, ...huge), size],
    ["image/tiff", tiff([tiffPage({ ...upright(), width: 0 }, { width: 60_000, height: 60_000 })]), size],
    ["image/webp", withBytes(photos["lossless.webp"], 21, 0xff, 0xff, 0xff, 0x0f), "16,384 × 16,384 pixels"],
    [
      "image/png",
      pngOf({ width: 65_001, height: 1, colorType: 2, data: Buffer.alloc(0) }),
      "65,001 × 1 pixels",
    ],
  ])("%s", async (type, file, sentence) => {
    expect(await refusal(draw(file, type))).toContain(`This image is too large to be shown: ${sentence}.`);
  });
});

const type = "application/pdf";
const drawing = "/Resources << /XObject << /X 6 0 R >> >>";
const pattern = (box: number) =>
  pdfFile(
    pdfOf(["/Pattern cs /P scn 0 0 595 842 re f"], {
      page: "/Resources << /Pattern << /P 6 0 R >> >>",
      more: [
        stream(
          "0 0 1 1 re f",
          `/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 ${box} ${box}] /XStep ${box} /YStep ${box} /Resources << >>`,
        ),
      ],
    }),
  );
const manyFills = () => "0 0 595 842 re f\n".repeat(3_000_000);
const attacks: [name: string, file: () => Buffer, type: string][] = [
  ["10^12 forms", () => pdfFile(pdfOf(["/X Do"], { page: drawing, more: doublingForms(6, 40) })), type],
  ["a stream that inflates without end", () => pdfFile(pdfOf([deflated("q\n".repeat(150_000_000))])), type],
  ["three million fills of the page", () => pdfFile(pdfOf([deflated(manyFills())])), type],
  ["a pattern of tiny tiles", () => pattern(0.001), type],
  ["a pattern of a giant tile", () => pattern(1e8), type],
  [
    "a picture of 60,000 × 60,000 pixels",
    () =>
      pdfFile(
        pdfOf(["595 0 0 842 0 0 cm /X Do"], {
          page: drawing,
          more: [
            deflated(
              "x".repeat(1e6),
              "/Type /XObject /Subtype /Image /Width 60000 /Height 60000 /BitsPerComponent 8 /ColorSpace /DeviceRGB",
            ),
          ],
        }),
      ),
    type,
  ],
  ["a PNG that inflates to 300 MB", () => pngBomb(10_000, 300_010_000), "image/png"],
  ["a PNG that inflates to more than its size", () => pngBomb(100, 300_000_000), "image/png"],
  ["a GIF of 100 million pixels", () => withBytes(gif(upright()), 6, 0x10, 0x27, 0x10, 0x27), "image/gif"],
];

describe("an attack", () => {
  const sentences = new Map<string, string>();
  const after: number[] = [];

  beforeAll(async () => {
    for (const [name, file, kind] of [...attacks, ...attacks]) {
      const startedAt = performance.now();
      const ending = await draw(file(), kind).then(
        ({ width, height }) => `drawn, ${width}×${height}`,
        (error: Error) => error.message,
      );
      sentences.set(name, ending);
      // Building the file counts too.
      expect(performance.now() - startedAt, name).toBeLessThan(30_000);
      // The next file is drawn.
      expect(await draw(good, "image/png")).toMatchObject({ width: 48 });
      after.push(await usedBytes());
    }
  }, 300_000);

  test.each(attacks.map(([name]) => name))("%s ends in a sentence or a small picture", (name) => {
    expect(sentences.get(name)).toMatch(
      /^(drawn, \d{1,4}×\d{1,4}|(Drawing this file|This image|Page 1) .*\.)$/,
    );
  });

  test("memory that ran out is an error, not a white page", () => {
    expect(sentences.get("10^12 forms")).toBe("Drawing this file needs more memory than this server allows.");
  });

  test("memory after all of them, twice, is the same as after the first", () => {
    expect((after.at(-1) ?? 0) - (after[0] ?? 0)).toBeLessThan(20 * 1024 * 1024);
  });
});

test("drawing that takes too long is stopped", async () => {
  const file = pdfFile(pdfOf([deflated(manyFills())]));
  expect(await refusal(draw(file, type, { timeMs: 300 }))).toBe(
    "Drawing this file took longer than 0.3 s and was stopped.",
  );
});

test("a client's cancellation ends the drawing", async () => {
  const stop = new AbortController();
  const drawing = draw(pdfFile(pdfOf([deflated(manyFills())])), type, { signal: stop.signal });
  setImmediate(() => stop.abort(new Error("cancelled")));
  await expect(drawing).rejects.toThrow("cancelled");
  expect(await draw(good, "image/png")).toMatchObject({ width: 48 });
});
