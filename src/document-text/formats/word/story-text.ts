import { Lines } from "../../output/lines.ts";
import { shiftDigits } from "../../output/shift-digits.ts";
import { symbolText } from "../../output/symbols.ts";
import type { Sink } from "../../types.ts";
import { endsRow, isDeleted, isHidden, isInTable, isNumbered, isRaised, isStruck } from "./properties.ts";

/** Characters and their bits, in the order of the document. */
export interface MarkedText {
  text: string;
  bits: Uint8Array;
}

const fieldBegins = "\u0013";
const fieldResult = "\u0014";
const fieldEnds = "\u0015";
const cellEnds = "\u0007";
const lineEnds = new Set(["\r", "\n", "\u000b", "\u000c", "\u000e"]);
const pictures = new Set(["\u0001", "\u0008"]);
const replaced: Readonly<Record<string, string>> = {
  // Hyphens that are shown only at the end of a line, and ones at which a line never ends.
  "\u001f": "",
  "\u001e": "\u2011",
  "\t": "\t",
};

/** Writes a part of a document as lines and table rows. */
export function writeStory(
  { text, bits }: MarkedText,
  [from, to]: readonly [number, number],
  { sink, note }: { sink: Sink; note(sentence: string): void },
): void {
  const lines = new Lines(sink);
  const fields = new Fields();
  let isRow = false;
  for (let at = from; at < Math.min(to, text.length); at++) {
    const character = text.charAt(at);
    const own = bits[at] ?? 0;
    if (own & isInTable && !isRow) {
      isRow = true;
      lines.openTable();
      lines.openCell();
    } else if (!(own & (isInTable | endsRow)) && isRow) {
      isRow = false;
      lines.closeTable();
    }
    if (character === cellEnds && own & endsRow) {
      lines.closeRow();
      lines.openCell();
      continue;
    }
    if (character === cellEnds) {
      lines.closeCell();
      lines.openCell();
    } else if (character === fieldBegins) fields.begin();
    else if (character === fieldResult) fields.toResult();
    else if (character === fieldEnds) fields.end();
    else if (fields.areInstructions) continue;
    else if (own & isDeleted) note("Text deleted by tracked changes is omitted.");
    else if (lineEnds.has(character)) lines.endLine();
    else if (own & isHidden) note("Text formatted as hidden is omitted.");
    else if (pictures.has(character)) note("Pictures are omitted: text in them is missing.");
    else {
      if (own & isNumbered) note("Automatic paragraph numbers and bullets are omitted.");
      lines.isStruck = (own & isStruck) !== 0;
      const shown = replaced[character] ?? (character < " " ? "" : character);
      lines.write(own & isRaised ? shiftDigits(shown, "raised") : symbolText(shown, undefined));
    }
  }
  lines.endLine();
  if (isRow) lines.closeTable();
}

/** The open fields. The instructions before a field's result are not shown. */
class Fields {
  readonly #inResult: boolean[] = [];
  #instructions = 0;

  get areInstructions(): boolean {
    return this.#instructions > 0;
  }

  begin(): void {
    this.#inResult.push(false);
    this.#instructions++;
  }

  toResult(): void {
    if (this.#inResult.at(-1) !== false) return;
    this.#inResult[this.#inResult.length - 1] = true;
    this.#instructions--;
  }

  end(): void {
    if (this.#inResult.pop() === false) this.#instructions--;
  }
}
