// A response can have a hundred thousand field names.
const maxCandidates = 1000;

/** The candidate closest to a misspelled name, or undefined if none is close. */
export function nearest(name: string, candidates: readonly string[]): string | undefined {
  const distances = candidates.slice(0, maxCandidates).map((candidate) => ({
    candidate,
    distance: editDistance(plain(name), plain(candidate)),
  }));
  const best = distances.sort((a, b) => a.distance - b.distance)[0];
  return best && best.distance <= Math.max(1, Math.floor(best.candidate.length / 3))
    ? best.candidate
    : undefined;
}

/** ` Did you mean …?` with the closest candidate, to end a message; empty if none is close. */
export function didYouMean(name: string, candidates: readonly string[]): string {
  const meant = nearest(name, candidates);
  return meant ? ` Did you mean ${meant}?` : "";
}

function plain(name: string): string {
  return name
    .slice(0, 64)
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "");
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (const [i, left] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, right] of [...b].entries()) {
      const replaced = (row[j] ?? 0) + (left === right ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
