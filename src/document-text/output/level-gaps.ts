// Half points. Programs also move text by less, to align it.
const leastStep = 4;
const endsNumber = /[\d.,]$/;
const beginsNumber = /^[-+(\u2010-\u2013\u2212]?(?:\d|$)/;

/**
 * Keeps numbers apart that stand at different heights on one line, in letters of the same size: a raised 1 after `1,250` must not
 * become `1,2501`.
 */
export class LevelGaps {
  #level = 0;
  #last = "";

  /** Returns text with `^`, `_` or a space before it if it would continue a number at another height, in half points. */
  separate(text: string, level: number): string {
    if (text === "") return text;
    const isApart = Math.abs(level - this.#level) >= leastStep;
    const gap = isApart && endsNumber.test(this.#last) && beginsNumber.test(text) ? signOf(level) : "";
    if (isApart) this.#level = level;
    this.#last = text.charAt(text.length - 1);
    return gap + text;
  }

  /** To be called where text ends that a number could continue. */
  end(): void {
    this.#level = 0;
    this.#last = "";
  }
}

function signOf(level: number): string {
  if (level >= leastStep) return "^";
  return level <= -leastStep ? "_" : " ";
}
