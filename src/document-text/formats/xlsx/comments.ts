import type { OfficePackage, Relationship } from "../../input/office-package.ts";
import type { XmlEvents } from "../../input/xml.ts";
import type { Sink } from "../../types.ts";
import { richTextEvents, shownText } from "./rich-text.ts";

// Excel writes each thread of comments again as an old comment, under this heading, for programs that know only those.
const copy = /^\[Threaded comment\]/;
const maxPersons = 10_000;

/** Writes the comments on a sheet's cells. `related` are the sheet's parts, `ofBook` those of the workbook. */
export async function readComments(
  file: OfficePackage,
  { related, ofBook }: { related: readonly Relationship[]; ofBook: readonly Relationship[] },
  sink: Sink,
): Promise<void> {
  const threads = related.filter(({ kind }) => kind === "threadedComment");
  for (const { kind, part } of related)
    if (kind === "comments") await file.read(part, oldComments(sink, threads.length > 0));
  if (threads.length === 0) return;
  const persons = await readPersons(file, ofBook);
  for (const { part } of threads) await file.read(part, threadedComments(sink, persons));
}

/** `D7: …` */
function oldComments(sink: Sink, hasThreads: boolean): XmlEvents {
  let cell = "";
  const events = richTextEvents("x:comment", (text) => {
    const shown = shownText(text, { isStruck: false });
    if (!hasThreads || !copy.test(shown)) sink.line(`${cell}: ${shown}`);
  });
  return {
    ...events,
    open(name, attributes) {
      if (name === "x:comment") cell = attributes.ref ?? "";
      return events.open(name, attributes);
    },
  };
}

/** `D7: R. Sandford, 2026-05-12T09:00:00: Agreed?`, each with the replies to it. */
function threadedComments(sink: Sink, persons: ReadonlyMap<string, string>): XmlEvents {
  let signed = "";
  let text: string | undefined;
  return {
    open(name, { ref, personId = "", dT: date = "no date" }) {
      if (name === "threaded:threadedComment")
        signed = `${ref ?? ""}: ${persons.get(personId) ?? "Unknown author"}, ${date}: `;
      if (name === "threaded:text") text = "";
      return true;
    },
    close(name) {
      if (name === "threaded:text" && text !== undefined) sink.line(`${signed}${text.replace(/\s+/g, " ")}`);
      text = undefined;
    },
    text(piece) {
      if (text !== undefined) text += piece;
    },
  };
}

async function readPersons(
  file: OfficePackage,
  related: readonly Relationship[],
): Promise<Map<string, string>> {
  const persons = new Map<string, string>();
  for (const { kind, part } of related) {
    if (kind !== "person") continue;
    await file.read(part, {
      open(name, { id, displayName }) {
        const isPerson = name === "threaded:person" && id !== undefined && displayName !== undefined;
        if (isPerson && persons.size < maxPersons) persons.set(id, displayName);
        return true;
      },
      close() {},
      text() {},
    });
  }
  return persons;
}
