import { asBuffer } from "../../input/as-buffer.ts";
import { type Engine, malloc } from "./engine.ts";

const mostFound = 1000;
const entryBytes = 64;

/** Whether the file has layers that are hidden when it is opened. Not found in a compressed catalog. */
export function hidesLayers(bytes: Uint8Array): boolean {
  const file = asBuffer(bytes);
  return (
    file.includes("/OCProperties") &&
    (hasEntry(file, "/OFF", /^\/OFF\s*\[\s*\d/) || hasEntry(file, "/BaseState", /^\/BaseState\s*\/OFF\b/))
  );
}

function hasEntry(file: Buffer, name: string, entry: RegExp): boolean {
  let at = file.indexOf(name);
  for (let found = 0; at >= 0 && found < mostFound; found++) {
    if (entry.test(file.toString("latin1", at, at + entryBytes))) return true;
    at = file.indexOf(name, at + 1);
  }
  return false;
}

const textObject = 1;
const mostObjects = 20_000;
const mostMarks = 20;

/** Whether some text of a page belongs to a layer. PDFium reads the text of all layers. */
export function hasTextInLayers(engine: Engine, page: number): boolean {
  const calls = engine.pdfium.wasmExports;
  const count = Math.min(calls.FPDFPage_CountObjects(page), mostObjects);
  for (let number = 0; number < count; number++) {
    const object = calls.FPDFPage_GetObject(page, number);
    if (calls.FPDFPageObj_GetType(object) !== textObject) continue;
    const marks = Math.min(engine.FPDFPageObj_CountMarks(object), mostMarks);
    for (let index = 0; index < marks; index++)
      if (isLayer(engine, engine.FPDFPageObj_GetMark(object, index))) return true;
  }
  return false;
}

// The name of the mark is OC, as UTF-16 with a terminator.
function isLayer(engine: Engine, mark: number): boolean {
  const layer = Buffer.from("OC\0", "utf16le");
  const at = malloc(engine, 4 + entryBytes, "A mark");
  const isRead = engine.FPDFPageObjMark_GetName(mark, at + 4, entryBytes, at);
  const name = Buffer.from(engine.pdfium.HEAPU8.buffer, at + 4, layer.byteLength);
  const isOne = isRead && name.equals(layer);
  engine.pdfium.wasmExports.free(at);
  return isOne;
}
