import { bounds } from "../bounds.ts";
import type { Block, Sink } from "../types.ts";

/** What a worker posts to its host; the last one is `done` or `unreadable`. */
export type Message =
  | { kind: "blocks"; blocks: Block[] }
  | { kind: "note"; sentence: string }
  | { kind: "progress"; what: string; done: number; total: number }
  | { kind: "unreadable"; sentence: string }
  | { kind: "done" };

/** Follows the sentence that says why a reading was ended with something read. */
export const restIsMissing = "What was read before is here; the rest is missing.";

/** Thrown into a reader that has found more than may come out of one file. */
export class BoundPassed extends Error {
  override readonly name = "BoundPassed";
}

const batchCharacters = 64 * 1024;
const batchMs = 50;
const progressMs = 50;

/** Passes what a reader finds to `post` in batches, soon enough that a reader which is ended leaves what it had found. */
export class BoundedSink implements Sink {
  /** Any line has been found. */
  hasText = false;
  /** The bound that was passed, as a sentence. A reader may have caught what was thrown at it. */
  passed: string | undefined;
  readonly #post: (message: Message) => void;
  #batch: Block[] = [];
  #batched = 0;
  #flushedAt = performance.now();
  #progressAt = Number.NEGATIVE_INFINITY;
  #characters = 0;
  #lines = 0;
  #notes = 0;

  constructor(post: (message: Message) => void) {
    this.#post = post;
  }

  mark(title: string): void {
    const short = shorten(title, bounds.markCharacters);
    this.#count(short.length);
    this.#batch.push({ mark: short });
    // What follows a mark may be what never ends.
    this.flush();
  }

  line(text: string): void {
    const room = bounds.characters - this.#characters;
    if (text.length >= room && room > 0 && !this.passed) this.#add(text.slice(0, room).toWellFormed());
    this.#count(text.length + 1);
    this.#add(text);
    if (this.#batched >= batchCharacters || performance.now() - this.#flushedAt >= batchMs) this.flush();
  }

  note(sentence: string): void {
    if (++this.#notes > bounds.notes) return;
    const isLast = this.#notes === bounds.notes;
    this.#post({ kind: "note", sentence: isLast ? moreNotes : shorten(sentence, bounds.noteCharacters) });
  }

  progress(what: string, done: number, total: number): void {
    this.flush();
    const now = performance.now();
    if (now - this.#progressAt < progressMs) return;
    this.#progressAt = now;
    this.#post({ kind: "progress", what, done, total });
  }

  flush(): void {
    this.#flushedAt = performance.now();
    if (this.#batch.length === 0) return;
    this.#post({ kind: "blocks", blocks: this.#batch });
    this.#batch = [];
    this.#batched = 0;
  }

  #add(text: string): void {
    this.hasText = true;
    this.#batch.push({ line: text });
    this.#batched += text.length;
  }

  #count(characters: number): void {
    this.#characters += characters;
    this.#lines++;
    if (this.#characters > bounds.characters) this.passed ??= onlyTheFirst(bounds.characters, "characters");
    if (this.#lines > bounds.lines) this.passed ??= onlyTheFirst(bounds.lines, "lines");
    if (this.passed) throw new BoundPassed(this.passed);
  }
}

const moreNotes = "There is more to be said of this file than is listed here.";

function onlyTheFirst(count: number, what: string): string {
  return `Only the first ${count.toLocaleString("en")} ${what} of this file are here; the rest is missing.`;
}

function shorten(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1).toWellFormed()}…`;
}
