let held = 0;

/** Throws `otherwise`, a whole sentence, where something does not hold. */
export function check(holds, otherwise) {
  if (!holds) throw new Error(otherwise);
  held += 1;
}

/** How many checks have held so far. */
export function checksHeld() {
  return held;
}
