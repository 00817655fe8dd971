import { encode } from "jpeg-js";
import { describe, expect, test } from "vitest";
import { photos } from "../support/photos.ts";
import { draw, refusal } from "./draw.ts";

/** A JPEG whose scan has kilobytes of data. */
function noisyJpeg(): Buffer {
  const [width, height] = [160, 120];
  let state = 1;
  const data = Buffer.alloc(4 * width * height);
  for (let at = 0; at < data.length; at++) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    data[at] = state >> 16;
  }
  return Buffer.from(encode({ width, height, data }, 80).data);
}

const whole = noisyJpeg();
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

test("a fax strip that ends before its last row ends in a sentence", async () => {
  const file = Buffer.from(photos["group4.tif"]);
  const directory = file.readUInt32LE(4);
  for (let entry = directory + 2; entry < directory + 2 + 12 * file.readUInt16LE(directory); entry += 12) {
    const stripByteCounts = file.readUInt16LE(entry) === 279;
    if (stripByteCounts) file.writeUInt32LE(Math.floor(file.readUInt32LE(entry + 8) / 2), entry + 8);
  }
  expect(await refusal(draw(file, "image/tiff"))).toContain("the file ends before the image does");
});
