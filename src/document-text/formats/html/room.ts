interface PlacedText {
  fontSize: number;
  letterSpacing: number;
}

// A space is about a quarter as wide as its font is high. Around marked parts of a number there may be a little room.
const spaceWidth = 0.25;
const leastPx = 3;
// Two digits that are moved over each other by more than this are no parts of one number.
const overlap = -0.5;

const signCharacters = 8;
// A sentence goes on after a word in a box: what is there belongs to the word.
const closing =
  /^(?:[.,](?!\d)|[-\u2013\u2014/'](?=\p{L})|[;:!?)\]}%\u2019\u201d\u2026]|["'](?![\p{L}\p{N}]))/u;
const opening = /[([{\u2018\u201c]$/;

/** Adds up the room between two texts on a line, to find where a reader sees a space that is none in the source. */
export class Room {
  #pixels = 0;
  #last = "";
  #fontSize = 0;
  #letterSpacing = 0;
  #texts = 0;

  /** The room since the last text, and how many texts have come. */
  get state(): { pixels: number; texts: number } {
    return { pixels: this.#pixels, texts: this.#texts };
  }

  get isLineStart(): boolean {
    return this.#last === "";
  }

  /** Whether the last text on the line ends in what shows a number as negative. */
  get isAfterSign(): boolean {
    return /[-(\u2212\u2013]\s*\p{Sc}?\s*$/u.test(this.#last.slice(-signCharacters));
  }

  add(pixels: number): void {
    this.#pixels += pixels;
  }

  reset(pixels: number): void {
    this.#pixels = pixels;
  }

  /** Keeps what comes apart from what came. */
  break(): void {
    this.#pixels = Number.POSITIVE_INFINITY;
  }

  endLine(): void {
    this.#pixels = 0;
    this.#last = "";
  }

  /** Whether a reader sees a space before the text that comes next. */
  isBefore(text: string, { fontSize, letterSpacing }: PlacedText): boolean {
    const isClose = this.#pixels === 0 && letterSpacing === this.#letterSpacing;
    const isSpace = !isClose && this.#last !== "" && this.#isSpaceBefore(text, fontSize, letterSpacing);
    this.#texts++;
    this.#pixels = 0;
    this.#last = text;
    this.#fontSize = fontSize;
    this.#letterSpacing = letterSpacing;
    return isSpace;
  }

  #isSpaceBefore(text: string, fontSize: number, letterSpacing: number): boolean {
    const size = Math.min(fontSize, this.#fontSize);
    if (this.#pixels === Number.POSITIVE_INFINITY) return !this.#isDropCap(text, fontSize);
    const isSpaced = letterSpacing !== this.#letterSpacing;
    if (closing.test(text) || opening.test(this.#last)) return false;
    const room = this.#pixels + (isSpaced ? Math.max(letterSpacing, this.#letterSpacing, 0) : 0);
    return room >= Math.max(spaceWidth * size, leastPx) || room <= overlap * size;
  }

  /** Whether the last text is the large first letter of the word that continues here. */
  #isDropCap(text: string, fontSize: number): boolean {
    return this.#fontSize > fontSize && /^\p{Lu}$/u.test(this.#last) && /^\p{Ll}/u.test(text);
  }
}
