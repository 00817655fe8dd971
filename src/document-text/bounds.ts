const mebibyte = 1024 * 1024;

/** Limits for reading one file and for its text. Exceeding any of them ends the reading. */
export const bounds = {
  /** The size of the file. */
  fileBytes: 64 * mebibyte,
  /** All bytes inflated from one file, counted while inflating: declared sizes are not trusted. */
  inflatedBytes: 64 * mebibyte,
  /** Entries in a zip's directory. */
  entries: 10_000,
  /** Levels of nested elements. */
  depth: 2_000,
  cells: 500_000,
  sharedStringCharacters: 16_000_000,
  pages: 2_000,
  /** Extracted characters, including marks. */
  characters: 2_000_000,
  lines: 250_000,
  markCharacters: 300,
  notes: 50,
  noteCharacters: 500,
  wasmBytes: 384 * mebibyte,
  /** What one job is expected to use at most. The process may grow by this for each of the `jobs`. */
  residentBytes: 640 * mebibyte,
  /** Files whose text is extracted at the same time. */
  jobs: 2,
  /** Of a worker's heap. Larger than all resident bounds together: a heap that reaches its limit can end the whole process. */
  heapMebibytes: 2048,
  /** By the host's clock, from the worker's start. */
  timeMs: 12_000,
} as const;
