// Makes the binary parts of the sandbox's scans, which the sandbox itself cannot draw: the shapes of a font
// (src/sandbox/files/scan/glyph-sheet.ts) and a photo of a receipt as JPEG (src/sandbox/files/scan/receipt-photo.ts).
//   node scripts/sandbox-assets.mjs
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { init } from "@embedpdf/pdfium";
import encode, { init as initJpeg } from "@jsquash/jpeg/encode.js";
import { build } from "esbuild";
import { zlibSync } from "fflate";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));
const folder = "src/sandbox/files/scan";
const cell = { width: 28, height: 32, left: 2, baseline: 24, em: 24 };
const characters = [
  ...Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)),
  "\u00A3",
  "\u2019",
  "\u2013",
];

await writeSheet();
await writeReceipt();

async function writeSheet() {
  const engine = await init({ wasmBinary: await readFile("node_modules/@embedpdf/pdfium/dist/pdfium.wasm") });
  engine.PDFiumExt_Init();
  const { advances, gray } = drawCells(engine);
  const packed = Buffer.alloc(gray.length / 2);
  for (let at = 0; at < gray.length; at++) packed[at >> 1] |= gray[at] << (at % 2 ? 0 : 4);
  const data = zlibSync(Buffer.concat([Buffer.from(advances), packed]), { level: 9 });
  await writeFile(
    `${folder}/glyph-sheet.ts`,
    `// Made by scripts/sandbox-assets.mjs from PDFium's own sans-serif font.

/** The characters of the sheet, in its order. */
export const characters = ${JSON.stringify(characters.join(""))};

/** Of each character's cell, in pixels. */
export const cell = ${JSON.stringify(cell)
      .replace(/"(\w+)":/g, " $1: ")
      .replace("}", " }")} as const;

/** A zlib stream: a byte per character, its advance; then its cell, two pixels per byte, from 0 (paper) to 15 (ink). */
export const sheet =
  ${JSON.stringify(Buffer.from(data).toString("base64"))};
`,
  );
}

function drawCells(engine) {
  const { malloc } = engine.pdfium.wasmExports;
  const height = cell.height * characters.length;
  const pdf = onePage(height);
  const file = malloc(pdf.length);
  engine.pdfium.HEAPU8.set(pdf, file);
  const page = engine.FPDF_LoadPage(engine.FPDF_LoadMemDocument(file, pdf.length, ""), 0);
  const bitmap = engine.FPDFBitmap_CreateEx(cell.width, height, 3, 0, 0);
  engine.FPDFBitmap_FillRect(bitmap, 0, 0, cell.width, height, 0xffffffff);
  engine.FPDF_RenderPageBitmap(bitmap, page, 0, 0, cell.width, height, 0, 0);
  const at = engine.FPDFBitmap_GetBuffer(bitmap);
  const pixels = engine.pdfium.HEAPU8.slice(at, at + 4 * cell.width * height);
  const gray = Array.from({ length: cell.width * height }, (_, index) =>
    Math.round((255 - pixels[4 * index]) / 17),
  );
  return { gray, advances: advancesOf(engine, page) };
}

function onePage(height) {
  const shown = characters.map((character, index) => {
    const y = height - index * cell.height - cell.baseline;
    const code = { "\u2019": "\\222", "\u2013": "\\226", "\u00A3": "\\243" }[character] ?? character;
    return `1 0 0 1 ${cell.left} ${y} Tm (${code.replace(/^[\\()]$/, "\\$&")}) Tj`;
  });
  const content = `BT /F1 ${cell.em} Tf ${shown.join("\n")} ET`;
  return Buffer.from(
    `%PDF-1.4
1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
2 0 obj << /Type /Pages /Count 1 /Kids [3 0 R] >> endobj
3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 ${cell.width} ${height}] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >> endobj
4 0 obj << /Length ${content.length} >> stream
${content}
endstream endobj
5 0 obj << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >> endobj
trailer << /Root 1 0 R >>
`,
    "latin1",
  );
}

/** The widths of the characters in whole pixels. */
function advancesOf(engine, page) {
  const text = engine.FPDFText_LoadPage(page);
  const box = engine.pdfium.wasmExports.malloc(16);
  const found = new Map();
  for (let index = 0; index < engine.FPDFText_CountChars(text); index++) {
    const character = String.fromCodePoint(engine.FPDFText_GetUnicode(text, index));
    if (!engine.FPDFText_GetLooseCharBox(text, index, box)) continue;
    const [left, , right] = new Float32Array(engine.pdfium.HEAPU8.buffer, box, 4);
    if (right > left) found.set(character, Math.round(right - left));
  }
  return characters.map((character) => found.get(character) ?? Math.round(0.278 * cell.em));
}

async function writeReceipt() {
  const { outputFiles } = await build({
    entryPoints: [`${folder}/receipt.ts`],
    bundle: true,
    platform: "node",
    format: "esm",
    write: false,
  });
  const { drawReceipt } = await import(
    `data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`
  );
  const { width, height, pixels } = drawReceipt();
  await initJpeg({ wasmBinary: await readFile("node_modules/@jsquash/jpeg/codec/enc/mozjpeg_enc.wasm") });
  const jpeg = Buffer.from(
    await encode({ width, height, data: new Uint8ClampedArray(pixels), colorSpace: "srgb" }, { quality: 50 }),
  );
  // After the start of the image: how the camera was held, as phones write it.
  const photo = Buffer.concat([jpeg.subarray(0, 2), exifOf(6), jpeg.subarray(2)]);
  await writeFile(
    `${folder}/receipt-photo.ts`,
    `// Made by scripts/sandbox-assets.mjs from receipt.ts.

/** A JPEG, as base64. It is stored lying on its side; its EXIF data says how to turn it. */
export const receiptPhoto =
  ${JSON.stringify(photo.toString("base64"))};
`,
  );
}

/** An EXIF segment with an orientation and a camera's name. */
function exifOf(orientation) {
  const camera = Buffer.from("Sandbox phone\0", "latin1");
  const tiff = Buffer.alloc(8 + 2 + 2 * 12 + 4 + camera.length);
  tiff.write("MM", "latin1");
  tiff.writeUInt16BE(42, 2);
  tiff.writeUInt32BE(8, 4);
  tiff.writeUInt16BE(2, 8);
  // Model: text, beyond the directory.
  tiff.writeUInt16BE(0x0110, 10);
  tiff.writeUInt16BE(2, 12);
  tiff.writeUInt32BE(camera.length, 14);
  tiff.writeUInt32BE(38, 18);
  tiff.writeUInt16BE(0x0112, 22);
  tiff.writeUInt16BE(3, 24);
  tiff.writeUInt32BE(1, 26);
  tiff.writeUInt16BE(orientation, 30);
  camera.copy(tiff, 38);
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(2 + 6 + tiff.length, 2);
  return Buffer.concat([head, Buffer.from("Exif\0\0", "latin1"), tiff]);
}
