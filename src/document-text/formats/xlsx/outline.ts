interface Held {
  level: number;
  isHidden: boolean;
  write(isHidden: boolean): void;
}

// Groups of rows beyond this are written as they come.
const maxHeld = 20_000;

/**
 * Holds the rows of a group until the row with the group's button comes, which states whether the group is collapsed. Its rows
 * are then hidden, also where they do not say so themselves.
 */
export class Outline {
  /** Whether the row with the button follows the group. */
  isSummaryBelow = true;
  readonly #held: Held[] = [];
  #collapsedAbove = Number.POSITIVE_INFINITY;
  #isOverlong = false;

  /** To be called with each row, before its cells. Returns whether a row above has collapsed its group. */
  open(level: number, isCollapsed: boolean): boolean {
    if (!this.isSummaryBelow) {
      if (level > this.#collapsedAbove) return true;
      this.#collapsedAbove = isCollapsed ? level : Number.POSITIVE_INFINITY;
      return false;
    }
    for (let at = this.#held.length - 1; at >= 0; at--) {
      const held = this.#held[at];
      if (!held || held.level <= level) break;
      held.isHidden ||= isCollapsed;
    }
    if (level === 0) this.flush();
    return false;
  }

  /** Writes a row, now or at the end of its group. */
  close(level: number, isHidden: boolean, write: (isHidden: boolean) => void): void {
    if (level === 0 || !this.isSummaryBelow || this.#isOverlong) {
      write(isHidden);
      return;
    }
    this.#held.push({ level, isHidden, write });
    if (this.#held.length < maxHeld) return;
    this.flush();
    this.#isOverlong = true;
  }

  flush(): void {
    for (const { write, isHidden } of this.#held) write(isHidden);
    this.#held.length = 0;
    this.#isOverlong = false;
  }
}
