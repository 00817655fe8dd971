import { expect, test } from "vitest";
import { pdfFile, pdfOf, shown } from "../../support/pdf-files.ts";
import { extractPdf, linesOf } from "../extract.ts";

const page = "/Resources << /Font << /F1 3 0 R >> /Properties << /A 8 0 R /B << /Type /Pagination >> >> >>";
const read = (content: string, config: string) =>
  extractPdf(
    pdfFile(
      pdfOf([shown("Cover"), content], {
        page,
        catalog: `/OCProperties << /OCGs [8 0 R] /D << ${config} >> >>`,
        more: ["<< /Type /OCG /Name (Draft terms) >>"],
      }),
    ),
  );
const inLayer = `/OC /A BDC ${shown("Fee 2 %")} EMC`;
const note =
  "Page 2 has text in layers that may be hidden. It is included, without a mark: check what a viewer shows.";

test.each([
  ["in a list", "/OFF [8 0 R]"],
  ["unless others are shown", "/BaseState /OFF"],
])("a page whose text is in layers is noted if the file hides layers %s", async (_, config) => {
  const text = await read(inLayer, config);
  expect(linesOf(text)).toEqual(["Cover", "Fee 2 %"]);
  expect(text.notes).toEqual([note]);
});

test.each([
  ["layers that are shown", inLayer, "/OFF []"],
  ["other marks", `/Artifact /B BDC ${shown("Fee 2 %")} EMC`, "/OFF [8 0 R]"],
])("a page with %s is not noted", async (_, content, config) => {
  expect((await read(content, config)).notes).toEqual([]);
});
