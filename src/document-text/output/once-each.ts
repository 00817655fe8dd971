import type { Sink } from "../types.ts";

/** Returns a function that adds each note only once. */
export function onceEach(sink: Sink): (sentence: string) => void {
  const added = new Set<string>();
  return (sentence) => {
    if (!added.has(sentence)) sink.note(sentence);
    added.add(sentence);
  };
}
