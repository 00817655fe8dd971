import type { Sink } from "../types.ts";
import type { Mark } from "./marks.ts";

/** A sink that marks a section before its first line. A section without lines has no mark. */
export function section(sink: Sink, title: Mark): Sink {
  let isMarked = false;
  return {
    mark: (inner) => sink.mark(inner),
    line(text) {
      if (!isMarked) sink.mark(title);
      isMarked = true;
      sink.line(text);
    },
    note: (sentence) => sink.note(sentence),
    progress: (what, done, total) => sink.progress(what, done, total),
  };
}
