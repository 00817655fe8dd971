import type { XmlEvents } from "../../input/xml.ts";
import { pictureNote } from "../../output/picture-note.ts";

// The replacement picture of a chart or another object, which has its own note.
const objectPicture = /ObjectReplacements\//;
const maxCounted = 10_000;

/** Counts the pictures that a file shows. */
export class Pictures {
  readonly #files = new Set<string>();
  #inline = 0;

  /** Passes all events on. */
  counting(events: XmlEvents): XmlEvents {
    return {
      open: (name, attributes) => {
        if (name === "draw:image") this.#count(attributes["xlink:href"]);
        return events.open(name, attributes);
      },
      close: (name) => events.close(name),
      text: (piece) => events.text(piece),
    };
  }

  end(note: (sentence: string) => void): void {
    const sentence = pictureNote(this.#files.size + this.#inline);
    if (sentence) note(sentence);
  }

  #count(file: string | undefined): void {
    if (file === undefined) this.#inline++;
    else if (!objectPicture.test(file) && this.#files.size < maxCounted) this.#files.add(file);
  }
}
