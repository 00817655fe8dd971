import type { DrawnLine } from "./drawn-lines.ts";
import { isLevel, joinLines } from "./join-lines.ts";
import { turnTo } from "./turn.ts";

export interface Turned {
  /** Level lines, whole. */
  level: DrawnLine[];
  /** Level lines as they are drawn, perhaps in pieces. */
  pieces: DrawnLine[];
  uprights: DrawnLine[];
}

/** A page's lines as they are for text that is turned. */
export class TurnedLines {
  readonly #lines: readonly DrawnLine[];
  readonly #found = new Map<number, Turned>();

  constructor(lines: readonly DrawnLine[]) {
    this.#lines = lines;
  }

  by(turn: number): Turned {
    const known = this.#found.get(turn);
    if (known) return known;
    const turned = this.#lines.map((line) => ({ ...turnTo(turn, line), object: line.object }));
    const pieces = turned.filter(isLevel);
    const found = {
      level: joinLines(pieces),
      pieces,
      uprights: turned.filter((line) => !isLevel(line)),
    };
    this.#found.set(turn, found);
    return found;
  }
}
