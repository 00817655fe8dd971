import { NoText, type Sink, Unreadable } from "../../types.ts";

/** The numbers of the pages whose text is missing or uncertain, by the reason. */
export class PageNotes {
  readonly broken: number[] = [];
  readonly empty: number[] = [];
  /** Most of the page's text has no character map. */
  readonly undecodable: number[] = [];
  readonly partlyUndecodable: number[] = [];
  /** Lines overlap. */
  readonly uncertain: number[] = [];
  /** Struck-out text may stand without a mark. */
  readonly strikes: number[] = [];
  readonly pictureStamps: number[] = [];
  /** A check box is stored as checked, but has no mark. */
  readonly doubtfulBoxes: number[] = [];
  /** Text is in layers while the file hides some. */
  readonly layers: number[] = [];

  /** Reports the pages below those that have text. */
  write(sink: Sink): void {
    if (this.undecodable.length > 0) sink.note(noCharacterMap(this.undecodable));
    note(
      sink,
      this.partlyUndecodable,
      (pages, isOne) =>
        `${pages}: the font of some text has no character map, so that text cannot be decoded. It is marked [unreadable …]. Look at the ${isOne ? "page" : "pages"} to read it.`,
    );
    note(
      sink,
      this.uncertain,
      (pages, isOne) =>
        `${pages}: some lines overlap, so what stands on one line here may not belong together. Look at the ${isOne ? "page" : "pages"} to check.`,
    );
    note(
      sink,
      this.strikes,
      (pages, isOne) =>
        `${pages} ${isOne ? "has" : "have"} too much text or too many lines to find all struck-out text. Some may be here without a mark. Look at the ${isOne ? "page" : "pages"} to check.`,
    );
    note(
      sink,
      this.layers,
      (pages, isOne) =>
        `${pages} ${isOne ? "has" : "have"} text in layers that may be hidden. It is included, without a mark: check what a viewer shows.`,
    );
    note(
      sink,
      this.pictureStamps,
      (pages, isOne) => `${pages} ${isOne ? "has" : "have"} a stamp that is a picture, without text.`,
    );
    note(
      sink,
      this.doubtfulBoxes,
      (pages, isOne) =>
        `${pages} ${isOne ? "has" : "have"} a check box that is stored as checked but has no mark to draw. It is read as unchecked: programs differ in what they show.`,
    );
    if (this.broken.length > 0) sink.note(`Broken pages that could not be read: ${listed(this.broken)}.`);
    if (this.empty.length > 0)
      sink.note(`${withoutTextLayer}, where no text was found: ${listed(this.empty)}.`);
  }

  /** The reason for a PDF of `total` pages without any text. */
  noText(total: number): Unreadable {
    if (this.empty.length + this.undecodable.length === 0) {
      return new Unreadable("This PDF is broken: none of its pages could be read.");
    }
    if (this.undecodable.length === 0) {
      const pages =
        total === 1 ? "its one page is a scan, a picture" : `its ${total} pages are scans, pictures`;
      const sentence = `This PDF has no text layer: ${pages} or blank. ${noRecognition}`;
      // A page that is broken may have text.
      return this.broken.length > 0 ? new Unreadable(sentence) : new NoText(sentence);
    }
    const others = this.empty.length > 0 ? ` ${withoutTextLayer}: ${listed(this.empty)}.` : "";
    return new Unreadable(
      `No text in this PDF can be read. ${noCharacterMap(this.undecodable)}${others} ${noRecognition}`,
    );
  }
}

const withoutTextLayer = "Pages without a text layer (a scan, a picture or blank)";
const noRecognition =
  "Text recognition (OCR) is not supported. Ask the borrower for a PDF with text, or open the file in the accounting platform.";

function noCharacterMap(pages: readonly number[]): string {
  return pages.length === 1
    ? `Page ${pages[0]}: its font has no character map, so its text cannot be decoded.`
    : `Pages ${listed(pages)}: their fonts have no character map, so their text cannot be decoded.`;
}

function note(
  sink: Sink,
  pages: readonly number[],
  sentence: (pages: string, isOne: boolean) => string,
): void {
  const isOne = pages.length === 1;
  if (pages.length > 0) sink.note(sentence(`${isOne ? "Page" : "Pages"} ${listed(pages)}`, isOne));
}

const mostListed = 30;

function listed(pages: readonly number[]): string {
  const shown = ranges(pages);
  return shown.length > mostListed
    ? `${shown.slice(0, mostListed).join(", ")} and more (${pages.length} pages in total)`
    : shown.join(", ");
}

/** Sorted numbers as ranges: `3`, `5-7`. */
function ranges(numbers: readonly number[]): string[] {
  const found: [number, number][] = [];
  for (const number of numbers) {
    const last = found.at(-1);
    if (last && last[1] === number - 1) last[1] = number;
    else found.push([number, number]);
  }
  return found.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`));
}
