import { expect, test } from "vitest";
import { readPptx } from "../../../src/document-text/formats/pptx.ts";
import { readInto, refusal } from "../../support/array-sink.ts";
import { pptx, rels, shape, zipOf } from "../../support/office-files.ts";

test("slides are in presentation order with their notes, and hidden ones are marked", async () => {
  const bytes = pptx(
    [
      {
        shapes: shape("Second shown"),
        notes: shape("Say this") + shape("2", "sldNum") + shape("Draft", "hdr"),
      },
      { shapes: shape("First shown") },
      { shapes: shape("Not shown"), attributes: 'show="0"' },
    ],
    [2, 1, 3],
  );
  const { lines, steps } = await readInto(readPptx, bytes);
  expect(lines).toEqual([
    "# slide 1 of 3",
    "First shown",
    "# slide 2 of 3",
    "Second shown",
    "# notes of slide 2 of 3",
    "Say this",
    "# slide 3 of 3 (hidden)",
    "Not shown",
  ]);
  expect(steps).toEqual(["slide 1 of 3", "slide 2 of 3", "slide 3 of 3"]);
});

test("table rows and line breaks become lines", async () => {
  const cell = (text: string) => `<a:tc><a:txBody><a:p><a:r><a:t>${text}</a:t></a:r></a:p></a:txBody></a:tc>`;
  const table = `<a:tbl><a:tr>${cell("Due")}${cell("Sum")}</a:tr><a:tr>${cell("May")}${cell("£5")}</a:tr></a:tbl>`;
  const text = "<p:txBody><a:p><a:r><a:t>one</a:t></a:r><a:br/><a:r><a:t>two</a:t></a:r></a:p></p:txBody>";
  const { lines } = await readInto(readPptx, pptx([{ shapes: table + text }]));
  expect(lines).toEqual(["# slide 1 of 1", "Due | Sum", "May | £5", "one", "two"]);
});

test("a presentation with a missing slide is rejected as broken", async () => {
  const bytes = zipOf({
    "_rels/.rels": rels({ rId1: ["officeDocument", "ppt/presentation.xml"] }),
    "ppt/presentation.xml":
      '<p:presentation><p:sldIdLst><p:sldId id="256" r:id="rId1"/></p:sldIdLst></p:presentation>',
  });
  expect(await refusal(readPptx, bytes)).toContain("slide 1 is missing");
});

test("pictures on slides are counted", async () => {
  const file = zipOf({
    "_rels/.rels": rels({ rId1: ["officeDocument", "ppt/presentation.xml"] }),
    "ppt/presentation.xml":
      '<p:presentation><p:sldIdLst><p:sldId id="256" r:id="rId1"/></p:sldIdLst></p:presentation>',
    "ppt/_rels/presentation.xml.rels": rels({ rId1: ["slide", "slides/slide1.xml"] }),
    "ppt/slides/slide1.xml": `<p:sld>${shape("Seen")}</p:sld>`,
    "ppt/slides/_rels/slide1.xml.rels": rels({
      rId1: ["image", "../media/a.png"],
      rId2: ["image", "../media/b.png"],
    }),
    "ppt/media/a.png": "",
    "ppt/media/b.png": "",
  });
  const { lines, notes } = await readInto(readPptx, file);
  expect(lines).toEqual(["# slide 1 of 1", "Seen"]);
  expect(notes).toEqual(["2 pictures are omitted: text in them is missing."]);
});
