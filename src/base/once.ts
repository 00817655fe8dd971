/** A function that makes a value at its first call and then returns the same one: for what startup does not need. */
export function once<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
