import { bounds } from "../bounds.ts";
import type { Block, Sink } from "../types.ts";
import { type Mark, type MarkedLine, markedLine } from "./marks.ts";

/**
 * What a worker posts to its host; the last message is `done` or `unreadable`. A line without marks is a plain string: the
 * host's thread takes 15 times as long for objects.
 */
export type Message =
  | { kind: "blocks"; blocks: (string | Block)[] }
  | { kind: "note"; sentence: string; gap?: TextGap["reason"] | undefined }
  | { kind: "files"; count: number }
  | { kind: "progress"; what: string; done: number; total: number }
  | { kind: "unreadable"; sentence: string; gap: TextGap["reason"] }
  | { kind: "done" };

/** Why a file has no text of its own, or why its text ends early. */
export interface TextGap {
  sentence: string;
  /** `noText`: the file was read to its end and has none. */
  reason: "noText" | "failed";
}

/** Follows the sentence that reports why an extraction ended early. */
export const restIsMissing = "The text up to that point is here; the rest is missing.";

/** Thrown into a reader once it has found more text than one file may return. */
export class BoundPassed extends Error {
  override readonly name = "BoundPassed";
}

const batchCharacters = 64 * 1024;
const batchMs = 50;
const progressMs = 50;

// Not performance.now(): Node.js takes each worker a millisecond to load it.
const now = () => process.uptime() * 1000;

/** Passes what a reader finds to `post` in batches, often enough that a terminated reader's text up to that point is kept. */
export class BoundedSink implements Sink {
  hasText = false;
  /** The bound that was passed, as a sentence. A reader may have caught the exception. */
  passed: string | undefined;
  readonly #post: (message: Message) => void;
  /** To be called where a number has a sign for its height. */
  readonly #explainSigns: () => void;
  #batch: (string | Block)[] = [];
  #batched = 0;
  #flushedAt = now();
  #progressAt = Number.NEGATIVE_INFINITY;
  #characters = 0;
  #lines = 0;
  #notes = 0;

  constructor(post: (message: Message) => void) {
    this.#post = post;
    let isExplained = false;
    this.#explainSigns = () => {
      if (!isExplained) this.note(meaningOfSigns);
      isExplained = true;
    };
  }

  mark(title: Mark): void {
    const short = shorten(title, bounds.markCharacters);
    this.#count(short.length);
    this.#batch.push({ mark: short });
    // The text after a mark may never end.
    this.flush();
  }

  line(text: string): void {
    const block = markedLine(text, this.#explainSigns);
    const { line } = block;
    const room = bounds.characters - this.#characters;
    if (line.length >= room && room > 0 && !this.passed) this.#add(beginningOf(block, room));
    this.#count(line.length + 1);
    this.#add(block);
    if (this.#batched >= batchCharacters || now() - this.#flushedAt >= batchMs) this.flush();
  }

  note(sentence: string): void {
    if (++this.#notes > bounds.notes) return;
    const isLast = this.#notes === bounds.notes;
    this.#post({ kind: "note", sentence: isLast ? moreNotes : shorten(sentence, bounds.noteCharacters) });
  }

  progress(what: string, done: number, total: number): void {
    this.flush();
    const at = now();
    if (at - this.#progressAt < progressMs) return;
    this.#progressAt = at;
    this.#post({ kind: "progress", what, done, total });
  }

  flush(): void {
    this.#flushedAt = now();
    if (this.#batch.length === 0) return;
    this.#post({ kind: "blocks", blocks: this.#batch });
    this.#batch = [];
    this.#batched = 0;
  }

  #add(block: MarkedLine): void {
    this.hasText = true;
    this.#batch.push(block.marks ? block : block.line);
    this.#batched += block.line.length;
  }

  #count(characters: number): void {
    this.#characters += characters;
    this.#lines++;
    if (this.#characters > bounds.characters) this.passed ??= onlyTheFirst(bounds.characters, "characters");
    if (this.#lines > bounds.lines) this.passed ??= onlyTheFirst(bounds.lines, "lines");
    if (this.passed) throw new BoundPassed(this.passed);
  }
}

function beginningOf({ line, marks }: MarkedLine, length: number): MarkedLine {
  const beginning = line.slice(0, length).toWellFormed();
  return marks ? { line: beginning, marks: marks.filter((at) => at < length) } : { line: beginning };
}

const meaningOfSigns = "^ before a number means that it is raised, _ that it is lowered.";
const moreNotes = "There are more notes on this file than are listed here.";

function onlyTheFirst(count: number, what: string): string {
  return `Only the first ${count.toLocaleString("en")} ${what} of this file are here; the rest is missing.`;
}

function shorten(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1).toWellFormed()}…`;
}
