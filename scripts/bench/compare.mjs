// Compares figures with those of an earlier run, as --json wrote them.
const notable = 0.1;

/** A line for each median that differs by more than a tenth, and for each that only one of the runs has. */
export function compareWith(baseline, figures) {
  const [before, now] = [mediansIn(baseline), mediansIn(figures)];
  const names = [...new Set([...before.keys(), ...now.keys()])];
  const lines = names.flatMap((name) => lineFor(name, before.get(name), now.get(name)));
  return lines.length > 0 ? lines : ["No median differs by more than 10 %."];
}

function lineFor(name, before, now) {
  if (before === undefined) return [`${name}: ${rounded(now)}, not in the baseline`];
  if (now === undefined) return [`${name}: not measured, ${rounded(before)} in the baseline`];
  const change = before === 0 ? Math.sign(now - before) : now / before - 1;
  if (Math.abs(change) <= notable) return [];
  return [
    `${name}: ${rounded(before)} → ${rounded(now)} (${change > 0 ? "+" : ""}${Math.round(change * 100)} %)`,
  ];
}

/** Every median, by its path: names stand for the places in a list. */
function mediansIn(value, path = "", found = new Map()) {
  if (typeof value !== "object" || value === null) return found;
  if (typeof value.median === "number") return found.set(path, value.median);
  for (const [key, inner] of Object.entries(value)) {
    const name = Array.isArray(value) ? (inner?.name ?? inner?.mebibytes ?? key) : key;
    mediansIn(inner, path ? `${path} / ${name}` : String(name), found);
  }
  return found;
}

function rounded(value) {
  return String(Number(value.toPrecision(3)));
}
