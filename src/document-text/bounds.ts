const mebibyte = 1024 * 1024;

/** What extracting the text of one file may use and return. The first bound that is passed ends the extraction. */
export const bounds = {
  /** Of the file itself. */
  fileBytes: 64 * mebibyte,
  /** Of all data inflated from one file, counted while it inflates: the sizes that a file declares can be false. */
  inflatedBytes: 64 * mebibyte,
  /** In a zip's directory. */
  entries: 10_000,
  /** Of nested elements. */
  depth: 2_000,
  cells: 500_000,
  sharedStringCharacters: 16_000_000,
  pages: 2_000,
  /** Of the returned text, marks included. */
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
