import { OfficePackage, type Relationship } from "../input/office-package.ts";
import type { Mark } from "../output/marks.ts";
import { onceEach } from "../output/once-each.ts";
import { section } from "../output/section.ts";
import { type Reader, type Sink, Unreadable } from "../types.ts";
import { RelatedContent } from "./open-xml/related-content.ts";
import { commentEvents, readAuthors } from "./pptx/comments.ts";
import { PlaceholderSizes } from "./pptx/placeholder-sizes.ts";
import { hasOnlyPlaceholders } from "./pptx/placeholders.ts";
import { backgroundEvents, notesEvents, Slide, slideIds } from "./pptx/slides.ts";

/** A presentation: its slides in presentation order, each with its notes, comments, charts and diagrams; then what all slides show. */
export const readPptx: Reader = async ({ bytes }, sink) => {
  const file = await OfficePackage.open(bytes);
  const main = await file.main("ppt/presentation.xml");
  const order = await slideIds(file, main);
  const related = await existing(file, main);
  const note = onceEach(sink);
  const authors = await readAuthors(
    file,
    related.filter(({ kind }) => /^(commentA|a)uthors$/.test(kind)).map(({ part }) => part),
  );
  const content = new RelatedContent(file, sink, note);
  const sizes = new PlaceholderSizes(file, main);
  const layouts = new Set<string>();
  const missing: string[] = [];
  for (const [at, id] of order.entries()) {
    const title: Mark = `slide ${at + 1} of ${order.length}`;
    sink.progress("slide", at + 1, order.length);
    const slide = related.find((one) => one.id === id)?.part;
    if (!slide) {
      missing.push(`slide ${at + 1}`);
      continue;
    }
    const parts = await existing(file, slide);
    const layout = parts.find(({ kind }) => kind === "slideLayout")?.part;
    await file.read(slide, new Slide(sink, note, { title, sizesOf: await sizes.of(layout) }));
    for (const { kind, part } of parts) {
      if (kind === "notesSlide") await file.read(part, notesEvents(section(sink, `notes of ${title}`), note));
      if (kind === "comments")
        await file.read(part, commentEvents(section(sink, `comments on ${title}`), authors));
      if (kind === "slideLayout") layouts.add(part);
    }
    await content.read(slide, `on ${title}`);
  }
  if (missing.length > 0 && missing.length === order.length)
    throw new Unreadable(`This file is broken: ${missing[0]} is missing.`);
  if (missing.length > 0) note(`This file is broken: ${missing.join(", ")} is missing.`);
  await readBackgrounds(file, layouts, { sink, note, content });
  content.end();
};

interface Into {
  sink: Sink;
  note(sentence: string): void;
  content: RelatedContent;
}

/** Text that the layouts and masters in use add to every slide: confidentiality notices, watermarks. */
async function readBackgrounds(file: OfficePackage, layouts: ReadonlySet<string>, into: Into): Promise<void> {
  const sink = section(into.sink, "slide background");
  const pages = new Set(layouts);
  for (const layout of layouts) {
    for (const { kind, part } of await existing(file, layout)) if (kind === "slideMaster") pages.add(part);
  }
  for (const page of pages) {
    const { chunks, failure } = await file.inflate(page);
    const [whole] = chunks;
    if (failure || chunks.length !== 1 || !whole || !hasOnlyPlaceholders(whole))
      await file.readChunks(chunks, backgroundEvents(sink, into.note));
    if (failure) throw failure;
    await into.content.read(page, "on a slide background");
  }
}

async function existing(file: OfficePackage, from: string): Promise<Relationship[]> {
  return (await file.relationships(from)).filter(({ part }) => file.has(part));
}
