import { Lines } from "../../output/lines.ts";
import { inlineMark } from "../../output/marks.ts";
import { section } from "../../output/section.ts";
import type { Sink } from "../../types.ts";

type Kind = "footnote" | "endnote" | "comment";

interface Aside {
  kind: Kind;
  number: number;
  by: string;
  on: string;
  lines: string[];
}

/** Footnotes, endnotes and comments, which stand inside the text and are written after it. */
export class Asides {
  readonly #asides: Aside[] = [];
  readonly #counts = new Map<Kind, number>();

  /** Begins one. Returns the mark for its place in the text, and where its own text goes. */
  open(kind: Kind): { mark: string; lines: Lines } {
    const number = (this.#counts.get(kind) ?? 0) + 1;
    this.#counts.set(kind, number);
    const aside: Aside = { kind, number, by: "", on: "", lines: [] };
    this.#asides.push(aside);
    const into: Sink = { mark() {}, line: (text) => aside.lines.push(text), note() {}, progress() {} };
    return { mark: inlineMark(kind, `${number}`), lines: new Lines(into) };
  }

  /** Adds to the author or the date of the latest. */
  sign(part: "by" | "on", text: string): void {
    const aside = this.#asides.at(-1);
    if (aside) aside[part] += text;
  }

  /** Writes them, one section per kind. */
  write(sink: Sink): void {
    for (const kind of ["footnote", "endnote", "comment"] as const) {
      const into = section(sink, `${kind}s`);
      for (const aside of this.#asides.filter((one) => one.kind === kind)) {
        const signed = [aside.by, aside.on].filter((one) => one !== "").join(", ");
        const [first = "", ...more] = aside.lines;
        into.line(`${inlineMark(kind, `${aside.number}`)} ${signed ? `${signed}: ` : ""}${first}`);
        for (const line of more) into.line(line);
      }
    }
  }
}
