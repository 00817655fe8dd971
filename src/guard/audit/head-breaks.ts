import type { ChainHead } from "./chain.ts";
import type { LogContent } from "./runs.ts";
import type { Break } from "./verify.ts";

/** Where the lines of some files are not those that the heads attest. */
export function headBreaks(heads: readonly ChainHead[], { runs, headLines }: LogContent): Break[] {
  return heads.flatMap((head): Break[] => {
    const { chain, seq } = head;
    const lines = headLines.filter((line) => line.head === head);
    if (lines.some(({ isIntact }) => isIntact)) return [];
    const [changed] = lines;
    if (changed) {
      const problem = `line ${seq} of chain ${chain}, or a line before it, was changed: its hash is not the attested one`;
      return [{ place: changed.place, problem }];
    }
    const last = runs.get(chain)?.reduce((end, run) => (run.last.seq > end.last.seq ? run : end)).last;
    if (!last) return [{ problem: `chain ${chain} is missing: a head attests ${seq} lines of it` }];
    // A line that is missing in the middle is a break of the chain.
    if (last.seq > seq) return [];
    const problem = `chain ${chain} ends with line ${last.seq} here, but a head attests ${seq} lines`;
    return [{ place: last.place, problem }];
  });
}
