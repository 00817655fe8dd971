import type { OfficePackage } from "../../input/office-package.ts";
import type { Mark } from "../../output/marks.ts";
import { section } from "../../output/section.ts";
import type { Sink } from "../../types.ts";
import { DrawingText } from "../open-xml/drawing-text.ts";
import type { RelatedContent } from "../open-xml/related-content.ts";
import { VmlShapes } from "./vml.ts";

interface Into {
  sink: Sink;
  note(sentence: string): void;
  content: RelatedContent;
}

// Of text boxes in Excel, in hundredths of a point.
const boxSize = 1100;

/** Writes the text boxes, controls, charts and diagrams that lie on a sheet. `part` is the sheet's. */
export async function readDrawings(
  file: OfficePackage,
  part: string,
  title: Mark,
  { sink, note, content }: Into,
): Promise<void> {
  const related = (await file.relationships(part)).filter((one) => file.has(one.part));
  const drawing = section(sink, `drawing on ${title}`);
  // Controls are in both kinds of drawings; only VML has their state.
  const vml = new VmlShapes();
  for (const one of related) if (one.kind === "vmlDrawing") await file.read(one.part, vml);
  const known = new Set<string>();
  for (const { text, isChecked } of vml.shapes) {
    known.add(text);
    const box = isChecked === undefined ? "" : isChecked ? "☒ " : "☐ ";
    drawing.line(`${box}${text}`);
  }
  const others: Sink = { ...drawing, line: (text) => (known.has(text) ? undefined : drawing.line(text)) };
  for (const one of related) {
    if (one.kind === "ctrlProp") note("The choices of form controls on sheets may be missing.");
    if (one.kind === "drawing") await file.read(one.part, new DrawingText(others, note, boxSize));
    if (one.kind === "drawing" || one.kind === "vmlDrawing") await content.read(one.part, `on ${title}`);
  }
  await content.read(part, `on ${title}`);
}
