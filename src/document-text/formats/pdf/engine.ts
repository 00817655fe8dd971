import type { WrappedPdfiumModule } from "@embedpdf/pdfium";
import { asBuffer } from "../../input/as-buffer.ts";
import { readInstalled } from "../../installed-file.ts";
import { Unreadable } from "../../types.ts";
import type { CharacterCalls } from "./character-calls.ts";
import { init } from "./pdfium.ts";

/** PDFium as WASM. The package's declarations omit the memory and PDFium's own functions. */
export type Engine = WrappedPdfiumModule & { pdfium: { HEAPU8: Uint8Array; wasmExports: CharacterCalls } };

/** Loads PDFium from `pdfium.wasm`, beside the worker's file. Throws Unreadable if it is missing. */
export function startPdfEngine(): Promise<Engine> {
  started ??= start();
  return started;
}

// A job reads a PDF and then lists the files attached to it.
let started: Promise<Engine> | undefined;

async function start(): Promise<Engine> {
  const wasmBinary = readInstalled("pdfium.wasm", "PDFs cannot be read");
  const silent = { print: () => {}, printErr: () => {} };
  const engine = (await init({ wasmBinary, ...silent })) as Engine;
  engine.PDFiumExt_Init();
  return engine;
}

const passwordError = 4;
const securityError = 5;

/** Opens a PDF with an empty password. Returns its handle. Throws Unreadable, with the reason. */
export function openPdf(engine: Engine, bytes: Uint8Array): number {
  const at = malloc(engine, bytes.byteLength, "The file");
  // Not kept: HEAPU8 is replaced whenever the memory grows.
  engine.pdfium.HEAPU8.set(bytes, at);
  const document = engine.FPDF_LoadMemDocument(at, bytes.byteLength, "");
  if (document !== 0) return document;
  const error = engine.FPDF_GetLastError();
  if (error === passwordError) {
    throw new Unreadable(
      "This PDF is encrypted and needs a password. Ask the borrower for a copy without a password.",
    );
  }
  if (error === securityError) {
    throw new Unreadable(
      "This PDF uses an unsupported encryption method (perhaps a certificate). Ask the borrower for an unencrypted copy.",
    );
  }
  throw new Unreadable(isTruncated(bytes) ? truncated : "This PDF is broken: it could not be opened.");
}

const truncated =
  "This PDF is truncated: its end is missing, and it could not be opened. Ask the borrower for the file again.";

// Each complete version of a PDF ends with %%EOF. Objects after the last %%EOF belong to an incomplete version.
function isTruncated(bytes: Uint8Array): boolean {
  const file = asBuffer(bytes);
  return file.includes("%PDF-") && file.includes(" obj", Math.max(0, file.lastIndexOf("%%EOF")));
}

/** Memory of the engine. Throws if there is none left. */
export function malloc(engine: Engine, bytes: number, what: string): number {
  const at = engine.pdfium.wasmExports.malloc(bytes);
  if (at === 0) throw new RangeError(`${what} does not fit into WASM memory.`);
  return at;
}
