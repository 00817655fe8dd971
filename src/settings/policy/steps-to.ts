import { lstatSync, readlinkSync, type Stats } from "node:fs";
import { isAbsolute, join, parse, sep } from "node:path";
import { place } from "./place.ts";

/** A directory, link or file that decides where a path leads. */
interface Step {
  path: string;
  status: Stats;
  isLink: boolean;
}

/**
 * Each directory and link on the way to an existing file, and the file. Whoever can change one of them can put another
 * file in its place. Throws the system's error.
 */
export function* stepsTo(path: string): Generator<Step> {
  let { top: reached, names } = partsOf(path);
  yield stepAt(reached);
  for (let name = names.shift(); name !== undefined; name = names.shift()) {
    const step = stepAt(join(reached, name));
    yield step;
    if (!step.isLink) {
      reached = step.path;
      continue;
    }
    const target = readlinkSync(step.path);
    const { top, names: inside } = partsOf(target);
    if (isAbsolute(target)) reached = top;
    names = [...inside, ...names];
  }
}

/** Where a path begins, and the names below. */
function partsOf(path: string): { top: string; names: string[] } {
  // The directories above the root of a copy for tests are not its own.
  const isBelowRoot = place.root !== "" && path.startsWith(`${place.root}${sep}`);
  const top = isBelowRoot ? place.root : parse(path).root;
  return {
    top,
    names: path
      .slice(top.length)
      .split(sep)
      .filter((name) => name !== ""),
  };
}

function stepAt(path: string): Step {
  const status = lstatSync(path);
  return { path, status, isLink: status.isSymbolicLink() };
}
