import { describe, expect, test } from "vitest";
import { bilevel, colors, jpeg, upright } from "../support/pattern.ts";
import { eastAsianPdf, encryptedPdf, pdfFile, pdfOf, shown, stream } from "../support/pdf-files.ts";
import { colorAt, decoded, draw, expectQuarters, refusal } from "./draw.ts";

const type = "application/pdf";
const withPicture = "/Resources << /Font << /F1 3 0 R >> /XObject << /X 6 0 R >> >>";
const fill = "595 0 0 842 0 0 cm /X Do";
const picture = (content: string, entries: string) =>
  stream(content, `/Type /XObject /Subtype /Image /Width 48 /Height 32 ${entries}`);
const scan = picture(
  jpeg(upright()).toString("latin1"),
  "/BitsPerComponent 8 /ColorSpace /DeviceRGB /Filter /DCTDecode",
);

const oneBit = picture(
  Array.from({ length: 32 }, (_, y) => (y < 16 ? "\0\0\0\xff\xff\xff" : "\xff\xff\xff\0\0\0")).join(""),
  "/BitsPerComponent 1 /ColorSpace /DeviceGray",
);

/** The share of a picture's area in which something is drawn. */
function inkIn(drawn: Parameters<typeof decoded>[0], [left, top, right, bottom]: readonly number[]): number {
  const { width, height, data } = decoded(drawn);
  let dark = 0;
  let all = 0;
  for (let y = Math.floor((top ?? 0) * height); y < (bottom ?? 1) * height; y++) {
    for (let x = Math.floor((left ?? 0) * width); x < (right ?? 1) * width; x++) {
      all++;
      const at = 4 * (y * width + x);
      if (Math.min(data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0) < 128) dark++;
    }
  }
  return dark / all;
}

test("a page of text is a gray PNG of 4 bits, as large as the longest side", async () => {
  const file = pdfFile(pdfOf([shown("first"), shown("second")]));
  const drawn = await draw(file, type, { page: 2 });
  expect(drawn).toMatchObject({
    type: "image/png",
    width: 1108,
    height: 1568,
    color: "gray",
    page: 2,
    pages: 2,
  });
  // The bit depth and the color type of the header.
  expect([...drawn.bytes.subarray(24, 26)]).toEqual([4, 0]);
  expect(inkIn(drawn, [0, 0, 1, 0.1])).toBeGreaterThan(0.001);
  expect(inkIn(drawn, [0, 0.1, 1, 1])).toBe(0);
  expect(await draw(file, type, { maxSide: 512 })).toMatchObject({ width: 362, height: 512 });
});

test("a scanned page is drawn with its colors", async () => {
  const drawn = await draw(pdfFile(pdfOf([fill], { page: withPicture, more: [scan] })), type);
  expect(drawn).toMatchObject({ type: "image/jpeg", width: 1108, height: 1568, color: "color" });
  expectQuarters(drawn, colors);
});

test("a page that is turned in the viewer is drawn turned", async () => {
  const file = pdfFile(pdfOf([fill], { page: `/Rotate 90 ${withPicture}`, more: [scan] }));
  const drawn = await draw(file, type);
  expect(drawn).toMatchObject({ width: 1568, height: 1108 });
  const [leftAbove, rightAbove, leftBelow, rightBelow] = colors;
  expectQuarters(
    drawn,
    [leftBelow, leftAbove, rightBelow, rightAbove].map((color) => color ?? [0, 0, 0]),
  );
  expectQuarters(await draw(file, type, { area: [0, 0, 0.5, 0.5] }), Array(4).fill(leftBelow));
});

test("an area is magnified to the longest side, and a tiny one only 16 times", async () => {
  const file = pdfFile(pdfOf([shown("first")]));
  const area = [0, 0, 0.5, 0.25] as const;
  const drawn = await draw(file, type, { area });
  expect(drawn).toMatchObject({ width: 1568, height: 1109 });
  expect(inkIn(drawn, [0, 0, 0.5, 0.3])).toBeGreaterThan(0.001);
  const tiny = await draw(file, type, { area: [0.1, 0.05, 0.11, 0.06] });
  expect(tiny).toMatchObject({ width: 177, height: 251 });
});

test("a page as large as a plan comes with a note, an area of it without one", async () => {
  const [catalog = "", pages = "", font = "", page = "", content = ""] = pdfOf([shown("first")]);
  const file = pdfFile([catalog, pages, font, page.replace("[0 0 595 842]", "[0 0 2384 3370]"), content]);
  expect((await draw(file, type)).notes).toEqual([
    "This image is much smaller than the original. To read small print, use area.",
  ]);
  expect((await draw(file, type, { area: [0, 0, 0.25, 0.25] })).notes).toEqual([]);
});

const annotated = (annotations: string[]) =>
  pdfFile(
    pdfOf([shown("first")], {
      page: `/Resources << /Font << /F1 3 0 R >> >> /Annots [${annotations.map((_, nth) => `${6 + nth} 0 R`).join(" ")}]`,
      catalog: "/AcroForm << /Fields [6 0 R] /DR << /Font << /Helv 3 0 R >> >> /DA (/Helv 12 Tf 0 g) >>",
      more: annotations,
    }),
  );
const at = "/Rect [40 400 300 440] /F 4";
const area = [0, 0.45, 0.6, 0.56] as const;

test.each([
  [
    "the value of a form field",
    `<< /Type /Annot /Subtype /Widget /FT /Tx /T (a) /V (0000 0000) ${at} /DA (/Helv 12 Tf 0 g) >>`,
  ],
  [
    "a text that was typed over the page",
    `<< /Type /Annot /Subtype /FreeText /Contents (0000 0000) ${at} /DA (/Helv 12 Tf 0 g) >>`,
  ],
  [
    "a highlight",
    `<< /Type /Annot /Subtype /Highlight /QuadPoints [40 440 300 440 40 400 300 400] /C [1 0 0] ${at} >>`,
  ],
  ["a drawn square", `<< /Type /Annot /Subtype /Square /C [1 0 0] ${at} >>`],
])("%s is drawn", async (_, annotation) => {
  expect(inkIn(await draw(annotated([]), type), area)).toBe(0);
  expect(inkIn(await draw(annotated([annotation]), type), area)).toBeGreaterThan(0.001);
});

test("a highlight is drawn beside a form field", async () => {
  const field = "<< /Type /Annot /Subtype /Widget /FT /Tx /T (a) /V (0) /Rect [40 600 300 640] /F 4 >>";
  const highlight = `<< /Type /Annot /Subtype /Highlight /QuadPoints [40 440 300 440 40 400 300 400] /C [1 0 0] ${at} >>`;
  expect(inkIn(await draw(annotated([field, highlight]), type), area)).toBeGreaterThan(0.1);
});

describe("a page that fails", () => {
  const one = (content: string, entries: string) =>
    pdfFile(pdfOf([fill], { page: withPicture, more: [picture(content, entries)] }));
  const blank =
    "Page 1 came out blank, although it has pictures: either they are empty, or they could not be decoded. If it matters, ask the borrower for the page again.";

  test.each([
    ["is no JPEG", one("not a JPEG", "/BitsPerComponent 8 /ColorSpace /DeviceRGB /Filter /DCTDecode")],
    [
      "has an unknown filter",
      one("data", "/BitsPerComponent 8 /ColorSpace /DeviceRGB /Filter /NoSuchDecode"),
    ],
    [
      "is cut",
      one(
        jpeg(upright()).subarray(0, 200).toString("latin1"),
        "/BitsPerComponent 8 /ColorSpace /DeviceRGB /Filter /DCTDecode",
      ),
    ],
  ])("blank, because its picture %s: an error, not a white page", async (_, file) => {
    expect(await refusal(draw(file, type))).toBe(blank);
  });

  test("blank, because its font is not in the file: an error, with the format that reads it", async () => {
    const file = eastAsianPdf("\u4FE1\u7528\u9650\u5EA6\u984D", "UniJIS-UCS2-H", "Japan1");
    expect(await refusal(draw(file, type))).toBe(
      "Page 1 came out blank, although it has text: its fonts are not in the file, or the text is invisible. Use format text to read it.",
    );
  });

  test("a picture that is missing beside text is named", async () => {
    const broken = picture("not a JPEG", "/BitsPerComponent 8 /ColorSpace /DeviceRGB /Filter /DCTDecode");
    const short = picture("x", "/BitsPerComponent 8 /ColorSpace /DeviceRGB /Filter /FlateDecode");
    const content = `${shown("text")} q 500 0 0 300 40 40 cm /X Do Q`;
    for (const missing of [broken, short]) {
      const { notes } = await draw(pdfFile(pdfOf([content], { page: withPicture, more: [missing] })), type);
      expect(notes).toEqual(["Pictures on this page that could not be decoded and are missing: 1."]);
    }
    for (const whole of [scan, oneBit]) {
      const { notes } = await draw(pdfFile(pdfOf([content], { page: withPicture, more: [whole] })), type);
      expect(notes).toEqual([]);
    }
  });

  test("characters that may be missing beside others are named", async () => {
    const objects = pdfOf(["BT /F1 12 Tf 40 800 Td <4fe17528> Tj ET 0 0 99 99 re f"], {
      font: "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /UniJIS-UCS2-H /DescendantFonts [<< /Type /Font /Subtype /CIDFontType0 /BaseFont /X /CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 2 >> >>] >>",
    });
    expect((await draw(pdfFile(objects), type)).notes).toEqual([
      "Some characters on this page are in fonts that are not in the file, so they may be missing here. Use format text to read them.",
    ]);
  });

  test("blank, and without pictures: a blank page", async () => {
    const drawn = await draw(pdfFile(pdfOf([""])), type);
    expect(drawn).toMatchObject({ color: "gray", width: 1108 });
    expect(colorAt(drawn, 0.5, 0.5)).toEqual([255, 255, 255]);
  });

  test("a page after the last one is named with the number of pages", async () => {
    await expect(draw(pdfFile(pdfOf([""])), type, { page: 2 })).rejects.toMatchObject({
      reason: "noSuchPage",
      message: "There is no page 2: this file has one page.",
    });
  });

  test.each([
    ["a password", encryptedPdf(pdfOf([shown("x")]), "secret"), "needs a password"],
    ["no PDF", Buffer.from("%PDF-1.4 nothing"), "This PDF is broken: it could not be opened."],
    ["a truncated PDF", pdfFile(pdfOf([shown("x")])).subarray(0, 100), "This PDF is truncated"],
  ])("%s ends in a sentence", async (_, file, sentence) => {
    expect(await refusal(draw(file, type))).toContain(sentence);
  });
});

test("a black and white scan is drawn in its own colors", async () => {
  const file = pdfFile(pdfOf([fill], { page: withPicture, more: [oneBit] }));
  expectQuarters(await draw(file, type), bilevel);
});
