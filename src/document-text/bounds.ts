const mebibyte = 1024 * 1024;

/** What reading one file may take, and how much may come out of it. The first that is passed ends the reading. */
export const bounds = {
  /** Of the file itself. */
  fileBytes: 64 * mebibyte,
  /** Of all that is inflated from one file, counted while it inflates: sizes that a file declares are not believed. */
  inflatedBytes: 64 * mebibyte,
  /** Of a zip's directory. */
  entries: 10_000,
  /** Of elements within elements. */
  depth: 2_000,
  cells: 500_000,
  sharedStringCharacters: 16_000_000,
  pages: 2_000,
  /** Of the text that comes out, marks included. */
  characters: 2_000_000,
  lines: 250_000,
  markCharacters: 300,
  notes: 50,
  noteCharacters: 500,
  wasmBytes: 384 * mebibyte,
  /** Resident memory of the whole process, above what it was when the reading began. */
  residentBytes: 640 * mebibyte,
  /** Of a worker's heap: above what is let resident, for exhausting it can end the whole process. */
  heapMebibytes: 1024,
  /** By the host's clock, from the worker's start. */
  timeMs: 12_000,
} as const;
