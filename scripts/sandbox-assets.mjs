// Makes the binary parts of the sandbox's files, which the sandbox itself cannot write: the shapes of a font
// (src/sandbox/files/scan/glyph-sheet.ts), a photo of a receipt as JPEG (src/sandbox/files/scan/receipt-photo.ts), and
// files of old Office programs (src/sandbox/files/old-office.ts).
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
await writeOldOffice();

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

/** A bundled module of src or test. */
async function load(path) {
  const { outputFiles } = await build({
    entryPoints: [path],
    bundle: true,
    platform: "node",
    format: "esm",
    banner: { js: 'import{createRequire as requireFrom}from"node:module";const require=requireFrom("/");' },
    write: false,
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);
}

async function writeReceipt() {
  const { drawReceipt } = await load(`${folder}/receipt.ts`);
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

async function writeOldOffice() {
  const { msg, oldWorkbook } = await load("test/support/old-office-files.ts");
  const { writePdf } = await load("src/sandbox/files/pdf.ts");
  const letter = [
    "Credit limit",
    "",
    "The limit for Brackenhall Catering Ltd is raised to \u00A325,000",
    "from 1 June 2026.",
  ];
  const message = msg({
    subject: "RE: Credit limit",
    from: "Robin Sandford",
    to: ["Priya Nandakumar"],
    text: "Hello Priya,\r\n\r\nwe can raise the limit to \u00A325,000. The letter is attached.\r\n\r\nRobin",
    attachments: [
      {
        name: "credit-limit-letter.pdf",
        content: writePdf([letter], { title: "Credit limit", fontSize: 12, leading: 18 }),
      },
    ],
  });
  await writeFile(
    "src/sandbox/files/old-office.ts",
    `// Made by scripts/sandbox-assets.mjs.

/** A workbook of Excel 97, as base64. */
export const paymentHistory =
  ${JSON.stringify(paymentHistory(oldWorkbook).toString("base64"))};

/** An Outlook message with an attached PDF, as base64. */
export const creditLimitMessage =
  ${JSON.stringify(message.toString("base64"))};
`,
  );
}

function paymentHistory(oldWorkbook) {
  const day = (serial) => ({ t: "n", v: serial, z: "yyyy-mm-dd" });
  const amount = (value) => ({ t: "n", v: value, z: "#,##0.00" });
  return oldWorkbook("xls", {
    "Paid 2025": [
      ["Invoice", "Due", "Paid", "Amount"],
      ["INV-20088", day(45930), day(45951), amount(4102.75)],
      ["INV-20131", day(45961), day(45964), amount(3877.1)],
      ["INV-20167", day(45989), day(46021), amount(5240)],
    ],
  });
}
