import { expect, test } from "vitest";
import { readPptx } from "../../../src/document-text/formats/pptx.ts";
import { readInto, refusal } from "../../support/array-sink.ts";
import { namespaces, pptx, rels, shape, zipOf } from "../../support/office-files.ts";

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

test("slides of sections are not counted twice", async () => {
  const parts = {
    "_rels/.rels": rels({ rId1: ["officeDocument", "ppt/presentation.xml"] }),
    "ppt/presentation.xml":
      `<p:presentation ${namespaces.slide} xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main">` +
      '<p:sldIdLst><p:sldId id="256" r:id="rId1"/></p:sldIdLst><p:extLst><p:ext><p14:sectionLst><p14:section><p14:sldIdLst>' +
      '<p14:sldId id="256"/></p14:sldIdLst></p14:section></p14:sectionLst></p:ext></p:extLst></p:presentation>',
    "ppt/_rels/presentation.xml.rels": rels({ rId1: ["slide", "slides/slide1.xml"] }),
    "ppt/slides/slide1.xml": `<p:sld>${shape("Loss 830,400")}</p:sld>`,
  };
  expect((await readInto(readPptx, zipOf(parts))).lines).toEqual(["# slide 1 of 1", "Loss 830,400"]);
});

test("struck-out text is marked, and merged cells of a table keep their place", async () => {
  const cell = (text: string, attributes = "") =>
    `<a:tc ${attributes}><a:txBody><a:p><a:r><a:t>${text}</a:t></a:r></a:p></a:txBody></a:tc>`;
  const table = `<a:tbl><a:tr>${cell("a", 'gridSpan="2"')}${cell("behind", 'hMerge="1"')}${cell("b")}</a:tr></a:tbl>`;
  const text =
    '<a:p><a:r><a:rPr strike="sngStrike"/><a:t>50</a:t></a:r><a:r><a:rPr strike="noStrike"/><a:t> 60</a:t></a:r></a:p>';
  const { lines } = await readInto(readPptx, pptx([{ shapes: table + text }]));
  expect(lines).toEqual(["# slide 1 of 1", "a |  | b", "[struck out: 50] 60"]);
});

test("comments follow their slide; text of layouts and masters follows all slides, without prompts", async () => {
  const file = zipOf({
    "_rels/.rels": rels({ rId1: ["officeDocument", "ppt/presentation.xml"] }),
    "ppt/presentation.xml":
      '<p:presentation><p:sldIdLst><p:sldId id="256" r:id="rId1"/><p:sldId id="257" r:id="rId2"/></p:sldIdLst></p:presentation>',
    "ppt/_rels/presentation.xml.rels": rels({
      rId1: ["slide", "slides/slide1.xml"],
      rId3: ["commentAuthors", "commentAuthors.xml"],
    }),
    "ppt/commentAuthors.xml": '<p:cmAuthorLst><p:cmAuthor id="0" name="R. Sandford"/></p:cmAuthorLst>',
    "ppt/slides/slide1.xml": `<p:sld>${shape("Seen")}</p:sld>`,
    "ppt/slides/_rels/slide1.xml.rels": rels({
      rId1: ["slideLayout", "../slideLayouts/layout1.xml"],
      rId2: ["comments", "../comments/comment1.xml"],
    }),
    "ppt/comments/comment1.xml":
      '<p:cmLst><p:cm authorId="0" dt="2026-05-12"><p:text>Agreed?</p:text></p:cm></p:cmLst>',
    "ppt/slideLayouts/layout1.xml": `<p:sldLayout>${shape("Click to edit")}</p:sldLayout>`,
    "ppt/slideLayouts/_rels/layout1.xml.rels": rels({ rId1: ["slideMaster", "../master1.xml"] }),
    "ppt/master1.xml": `<p:sldMaster>${shape("DRAFT").replace(/<p:ph .*?>/, "")}</p:sldMaster>`,
  });
  const { lines, notes } = await readInto(readPptx, file);
  expect(lines).toEqual([
    "# slide 1 of 2",
    "Seen",
    "# comments on slide 1 of 2",
    "R. Sandford, 2026-05-12: Agreed?",
    "# slide background",
    "DRAFT",
  ]);
  expect(notes).toEqual(["This file is broken: slide 2 is missing."]);
});

test("text of a layout is read if one shape of many is no placeholder, or if it is in a table", async () => {
  const free = (text: string) => shape(text).replace(/<p:ph .*?>/, "");
  const table =
    "<p:graphicFrame><a:graphic><a:tbl><a:tr><a:tc><a:txBody><a:p><a:r><a:t>Strictly private</a:t></a:r></a:p></a:txBody></a:tc></a:tr></a:tbl></a:graphic></p:graphicFrame>";
  const picture = '<p:pic><p:nvPicPr><p:nvPr><p:ph type="pic"/></p:nvPr></p:nvPicPr></p:pic>';
  for (const [shapes, expected] of [
    [shape("Click to edit") + picture + free("DRAFT") + shape("Date", "dt"), ["# slide background", "DRAFT"]],
    [shape("Click to edit") + table, ["# slide background", "Strictly private"]],
    [shape("Click to edit") + picture + shape("Date", "dt"), []],
  ] as const) {
    const file = zipOf({
      "_rels/.rels": rels({ rId1: ["officeDocument", "ppt/presentation.xml"] }),
      "ppt/presentation.xml": `<p:presentation ${namespaces.slide}><p:sldIdLst><p:sldId id="256" r:id="rId1"/></p:sldIdLst></p:presentation>`,
      "ppt/_rels/presentation.xml.rels": rels({ rId1: ["slide", "slide1.xml"] }),
      "ppt/slide1.xml": `<p:sld ${namespaces.slide}>${shape("Seen")}</p:sld>`,
      "ppt/_rels/slide1.xml.rels": rels({ rId1: ["slideLayout", "layout1.xml"] }),
      "ppt/layout1.xml": `<p:sldLayout ${namespaces.slide}>${shapes}</p:sldLayout>`,
    });
    expect((await readInto(readPptx, file)).lines).toEqual(["# slide 1 of 1", "Seen", ...expected]);
  }
});
