import { asBuffer } from "../../input/as-buffer.ts";
import { type Engine, malloc } from "./engine.ts";
import { objectStreams } from "./object-streams.ts";
import { type Form, pageObjects, textObject } from "./page-objects.ts";

const mostFound = 1000;
const entryBytes = 64;

/** The layers of a PDF, of which some may be hidden when it is opened. PDFium reads the text of all layers. */
export class Layers {
  readonly #file: Buffer;
  /** Whether the file may have layers: most have none. */
  readonly #mayExist: boolean;
  #areHidden: boolean | undefined;

  constructor(bytes: Uint8Array) {
    this.#file = asBuffer(bytes);
    this.#mayExist = this.#file.includes("/OCProperties") || this.#file.includes("/ObjStm");
  }

  /** Whether a page has text in layers while the file hides some. */
  mayHideText(engine: Engine, page: number): boolean {
    if (!this.#mayExist || this.#areHidden === false || !hasTextInLayers(engine, page)) return false;
    this.#areHidden ??= hidesLayers(this.#file);
    return this.#areHidden;
  }
}

/** Whether layers are hidden when the file is opened. True also for a file that cannot be searched. */
function hidesLayers(file: Buffer): boolean {
  const { streams, isWhole } = objectStreams(file);
  const parts = [file, ...streams];
  if (!isWhole) return true;
  return (
    parts.some((part) => part.includes("/OCProperties")) &&
    parts.some((part) => hidden.some(([name, entry]) => hasEntry(part, name, entry)))
  );
}

const hidden: readonly [name: string, entry: RegExp][] = [
  // A list, or a reference to one.
  ["/OFF", /^\/OFF\s*(?:\[\s*\d|\d+\s+\d+\s+R\b)/],
  ["/BaseState", /^\/BaseState\s*\/OFF\b/],
  ["/ViewState", /^\/ViewState\s*\/OFF\b/],
];

function hasEntry(file: Buffer, name: string, entry: RegExp): boolean {
  let at = file.indexOf(name);
  for (let found = 0; at >= 0 && found < mostFound; found++) {
    if (entry.test(file.toString("latin1", at, at + entryBytes))) return true;
    at = file.indexOf(name, at + 1);
  }
  return false;
}

const mostMarks = 20;

/** Whether some text of a page belongs to a layer, itself or with the form that draws it. */
function hasTextInLayers(engine: Engine, page: number): boolean {
  // Many objects share a mark, and many texts a form.
  const others = new Set<number>();
  const forms = new Set<Form>();
  for (const { object, form } of pageObjects(engine, page, textObject)) {
    if (isInLayer(engine, object, others)) return true;
    for (let at = form; at && !forms.has(at); at = at.within) {
      if (isInLayer(engine, at.object, others)) return true;
      forms.add(at);
    }
  }
  return false;
}

function isInLayer(engine: Engine, object: number, others: Set<number>): boolean {
  const calls = engine.pdfium.wasmExports;
  const marks = Math.min(calls.FPDFPageObj_CountMarks(object), mostMarks);
  for (let index = 0; index < marks; index++) {
    const mark = calls.FPDFPageObj_GetMark(object, index);
    if (others.has(mark)) continue;
    if (isLayer(engine, mark)) return true;
    others.add(mark);
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
