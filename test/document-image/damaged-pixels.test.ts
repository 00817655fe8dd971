import { readFile } from "node:fs/promises";
import encodeMozJpeg, { init } from "@jsquash/jpeg/encode.js";
import { encode } from "jpeg-js";
import { beforeAll, describe, expect, test } from "vitest";
import { flatJpeg, ycc } from "../support/jpeg-files.ts";
import { upright } from "../support/pattern.ts";
import { pdfFile, pdfOf, shown, stream } from "../support/pdf-files.ts";
import { photos } from "../support/photos.ts";
import { draw, refusal } from "./draw.ts";

const [width, height] = [160, 120];

/** Pixels whose encoding has kilobytes of data. */
function noise(): Buffer {
  let state = 1;
  const data = Buffer.alloc(4 * width * height);
  for (let at = 0; at < data.length; at++) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    data[at] = state >> 16;
  }
  return data;
}

const whole = Buffer.from(encode({ width, height, data: noise() }, 80).data);
const scanAt = whole.indexOf(Buffer.from([0xff, 0xda])) + 14;
const middle = Math.floor((scanAt + whole.length) / 2);
const endMarker = Buffer.from([0xff, 0xd9]);

describe("a JPEG that keeps its end marker, but whose data is damaged, ends in a sentence", () => {
  test.each([
    ["its second half is missing", Buffer.concat([whole.subarray(0, middle), endMarker])],
    ["bytes are missing", Buffer.concat([whole.subarray(0, middle), whole.subarray(middle + 400)])],
    [
      "bytes are zero",
      Buffer.concat([whole.subarray(0, middle), Buffer.alloc(400), whole.subarray(middle + 400)]),
    ],
    ["its data comes twice", Buffer.concat([whole.subarray(0, -2), whole.subarray(scanAt)])],
  ])("%s", async (_, file) => {
    expect(await refusal(draw(file, "image/jpeg"))).toContain("its pixel data is damaged");
  });

  test("a few bytes of padding before the end marker are no damage", async () => {
    const padded = Buffer.concat([whole.subarray(0, -2), Buffer.alloc(8), endMarker]);
    expect((await draw(padded, "image/jpeg")).width).toBe(160);
  });
});

describe("a progressive JPEG", () => {
  let progressive = Buffer.alloc(0);
  // The positions of the markers of its scans.
  let scans: number[] = [];
  beforeAll(async () => {
    await init({ wasmBinary: await readFile(new URL("../../dist/jpeg-encoder.wasm", import.meta.url)) });
    const data = new Uint8ClampedArray(noise());
    const options = { progressive: true, quality: 80 };
    progressive = Buffer.from(await encodeMozJpeg({ width, height, data, colorSpace: "srgb" }, options));
    scans = [...progressive.toString("latin1").matchAll(/\xff\xda/g)].map(({ index }) => index);
  });

  test("that is whole is drawn without a note", async () => {
    expect(scans.length).toBeGreaterThan(6);
    expect((await draw(progressive, "image/jpeg")).notes).toEqual([]);
  });

  test("with damage in any of its scans ends in a sentence", async () => {
    const ends = [...scans.slice(1), progressive.length - 2];
    const long = scans.flatMap((from, nth) => {
      const length = (ends[nth] ?? 0) - from;
      return length > 500 ? [{ from, length, middle: from + Math.floor(length / 2) }] : [];
    });
    expect(long.length).toBeGreaterThan(4);
    for (const { middle } of long) {
      const missing = [progressive.subarray(0, middle), progressive.subarray(middle + 100)];
      expect(await refusal(draw(Buffer.concat(missing), "image/jpeg"))).toContain(
        "its pixel data is damaged",
      );
      const cut = Buffer.concat([progressive.subarray(0, middle), endMarker]);
      expect(await refusal(draw(cut, "image/jpeg"))).toContain("its pixel data is damaged");
    }
  });

  test("without its last scans is drawn with a note, without most of them not at all", async () => {
    const coarse = Buffer.concat([progressive.subarray(0, scans.at(-1)), endMarker]);
    expect((await draw(coarse, "image/jpeg")).notes).toEqual([
      "The file has only a coarse version of this photo: its last scans are missing, so it is probably damaged.",
    ]);
    const nothing = Buffer.concat([progressive.subarray(0, scans[0]), endMarker]);
    expect(await refusal(draw(nothing, "image/jpeg"))).toContain("its structure is damaged");
  });
});

describe("a JPEG that decoders make gray or black", () => {
  const components = flatJpeg(upright(), { samplesOf: ycc, isApart: true });
  const lastScan = components.lastIndexOf(Buffer.from([0xff, 0xda]));
  test.each([
    [
      "because a component has no scan",
      Buffer.concat([components.subarray(0, lastScan), endMarker]),
      "its structure is damaged",
    ],
    [
      "because its samplings do not divide each other",
      flatJpeg(upright(), { samplesOf: ycc, samplings: [0x31, 0x21, 0x11] }),
      "a rare variant",
    ],
    [
      "because a group has too many blocks",
      flatJpeg(upright(), { samplesOf: ycc, samplings: [0x44, 0x11, 0x11] }),
      "its structure is damaged",
    ],
    [
      "because it is black",
      flatJpeg({ ...upright(), colorAt: () => [0, 0, 0] }, { samplesOf: ycc }),
      "it came out empty",
    ],
  ])("%s ends in a sentence", async (_, file, sentence) => {
    expect(await refusal(draw(file, "image/jpeg"))).toContain(sentence);
  });
});

test("a page of a PDF with a damaged photo is drawn, and a note names the damage", async () => {
  const pageWith = (photo: Buffer) =>
    pdfFile(
      pdfOf([`${shown("text")} q 500 0 0 300 40 40 cm /X Do Q`], {
        page: "/Resources << /Font << /F1 3 0 R >> /XObject << /X 6 0 R >> >>",
        more: [
          stream(
            photo.toString("latin1"),
            `/Type /XObject /Subtype /Image /Width ${width} /Height ${height} /BitsPerComponent 8 /ColorSpace /DeviceRGB /Filter /DCTDecode`,
          ),
        ],
      }),
    );
  expect((await draw(pageWith(whole), "application/pdf")).notes).toEqual([]);
  const halves = [whole.subarray(0, middle), Buffer.concat([whole.subarray(0, middle), endMarker])];
  for (const half of halves) {
    expect((await draw(pageWith(half), "application/pdf")).notes).toEqual([
      "Pictures on this page that are damaged, so that parts of them may be missing or wrong: 1. If it matters, ask the borrower for the page again.",
    ]);
  }
});

test("a fax strip that ends before its last row ends in a sentence", async () => {
  const file = Buffer.from(photos["group4.tif"]);
  const directory = file.readUInt32LE(4);
  for (let entry = directory + 2; entry < directory + 2 + 12 * file.readUInt16LE(directory); entry += 12) {
    const stripByteCounts = file.readUInt16LE(entry) === 279;
    if (stripByteCounts) file.writeUInt32LE(Math.floor(file.readUInt32LE(entry + 8) / 2), entry + 8);
  }
  expect(await refusal(draw(file, "image/tiff"))).toContain("the file ends before the image does");
});
