import type { OfficePackage } from "../../input/office-package.ts";
import type { XmlEvents } from "../../input/xml.ts";
import { Lines } from "../../output/lines.ts";
import type { Sink } from "../../types.ts";

const maxAuthors = 10_000;

/** The names of a presentation's comment authors, by id. */
export async function readAuthors(
  file: OfficePackage,
  parts: readonly string[],
): Promise<Map<string, string>> {
  const authors = new Map<string, string>();
  for (const part of parts) {
    await file.read(part, {
      open(name, { id, name: author }) {
        const isAuthor = name === "p:cmAuthor" || name === "p188:author";
        if (isAuthor && id !== undefined && author !== undefined && authors.size < maxAuthors)
          authors.set(id, author);
        return true;
      },
      close() {},
      text() {},
    });
  }
  return authors;
}

/** Comments and the replies to them, older and newer ones: `R. Sandford, 2026-05-12T09:00:00: Agreed?` */
export function commentEvents(sink: Sink, authors: ReadonlyMap<string, string>): XmlEvents {
  const lines = new Lines(sink);
  let isText = false;
  return {
    open(name, { authorId = "", dt, created }) {
      if (name === "p:cm" || name === "p188:cm" || name === "p188:reply") {
        lines.endLine();
        lines.write(`${authors.get(authorId) ?? "Unknown author"}, ${dt ?? created ?? "no date"}: `);
      }
      if (name === "p:text" || name === "a:t") isText = true;
      return true;
    },
    close(name) {
      isText = false;
      if (name === "p:text" || name === "a:p") lines.endLine();
    },
    text(text) {
      if (isText) lines.write(text);
    },
  };
}
