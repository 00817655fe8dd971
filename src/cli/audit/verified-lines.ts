import type { Break, ChainEnd, Verified } from "../../guard/audit/verify.ts";

const mostBreaks = 20;

/** What a verification found, for people: the breaks in order, or that there are none and how far heads attest the end. */
export function verifiedLines(
  { lines, chains, breaks }: Verified,
  { files, hasHeads }: { files: readonly string[]; hasHeads: boolean },
): string {
  const counts = `${counted(lines, "line")}, ${counted(chains.length, "chain")}, ${counted(files.length, "file")}`;
  if (breaks.length > 0) {
    const shown = breaks.slice(0, mostBreaks).map((one) => `${placeOf(one, files)}${one.problem}.`);
    const more = breaks.length > mostBreaks ? [`${breaks.length - mostBreaks} more breaks.`] : [];
    return [...shown, ...more, `broken: ${counts}, ${counted(breaks.length, "break")}.`, ""].join("\n");
  }
  return [`ok: ${counts}.`, ...attestation(chains, hasHeads), ""].join("\n");
}

function attestation(chains: readonly ChainEnd[], hasHeads: boolean): string[] {
  if (!hasHeads) {
    return [
      "end not attested: without --heads, missing lines at the end of a chain and missing chains are not noticed.",
    ];
  }
  const open = chains.filter(({ seq, attestedSeq }) => attestedSeq < seq);
  if (open.length === 0) return ["end attested: the heads name the last line of every chain."];
  return open.map(({ chain, seq, attestedSeq }) => {
    const until = attestedSeq === 0 ? "no head names it" : `the last head names line ${attestedSeq}`;
    return `end not attested: chain ${chain} has ${counted(seq, "line")}, and ${until}.`;
  });
}

function placeOf({ place }: Break, files: readonly string[]): string {
  return place ? `${files[place.file]}:${place.line}: ` : "";
}

function counted(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
