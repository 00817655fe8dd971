let held = 0;

/** Throws an error with `message`, a sentence, if `holds` is false. */
export function check(holds, message) {
  if (!holds) throw new Error(message);
  held += 1;
}

/** The number of checks that passed so far. */
export function checksHeld() {
  return held;
}
