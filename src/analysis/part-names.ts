/** The parts of a summary. */
export const partNames = ["counts", "missing", "duplicates", "dates"] as const;
export type PartName = (typeof partNames)[number];

/** The fields that the parts add to a summary. */
export const summaryFields = [
  "counts",
  "missing",
  "unreachable",
  "duplicates",
  "moreDuplicates",
  "dates",
] as const;
