/** What a format's walk found in a file. */
export interface Inspection {
  /** Undefined if the header that has them is missing or damaged. */
  sides?: { readonly width: number; readonly height: number };
  /** Why the file is not a whole image, as the end of a sentence; undefined if it is whole. */
  damage?: string;
  /** Whether a whole image lacks its fine detail. */
  isCoarse?: boolean;
}

/** Whether both sides are between 1 and `maxSide` px. */
export function fits({ width, height }: NonNullable<Inspection["sides"]>, maxSide: number): boolean {
  return Math.min(width, height) >= 1 && Math.max(width, height) <= maxSide;
}

/** Far more chunks or segments than any encoder writes. Each costs time, and a hostile file has only tiny ones. */
export const maxPieces = 20_000;

export const damage = {
  header: "its header is damaged",
  cut: "the file ends before the image does",
  broken: "its structure is damaged",
  checksum: "a checksum does not match: the data is damaged",
  pixels: "its pixel data is damaged",
  unusual: "it uses a variant of its format that models do not read",
} as const;
