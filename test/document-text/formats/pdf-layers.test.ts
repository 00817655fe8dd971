import { describe, expect, test } from "vitest";
import { deflated, pdfFile, pdfOf, shown, stream } from "../../support/pdf-files.ts";
import { extractPdf, linesOf } from "../extract.ts";

const page = "/Resources << /Font << /F1 3 0 R >> /Properties << /A 8 0 R /B << /Type /Pagination >> >> >>";
const read = (content: string, config: string) =>
  extractPdf(
    pdfFile(
      pdfOf([shown("Cover"), content], {
        page,
        catalog: `/OCProperties << /OCGs [8 0 R] /D << ${config} >> >>`,
        more: ["<< /Type /OCG /Name (Draft terms) >>", "[8 0 R]"],
      }),
    ),
  );
const inLayer = `/OC /A BDC ${shown("Fee 2 %")} EMC`;
const note =
  "Page 2 has text in layers that may be hidden. It is included, without a mark: check what a viewer shows.";

test.each([
  ["in a list", "/OFF [8 0 R]"],
  ["in a list of its own", "/OFF 9 0 R"],
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

describe("layers that are hidden by a compressed catalog", () => {
  /** The catalog is object 10, in the object stream 9. */
  const compressed = (config: string, entries = "") => {
    const catalog = `<< /Type /Catalog /Pages 2 0 R /OCProperties << /OCGs [8 0 R] /D << ${config} >> >> >>`;
    const packed = deflated(`10 0 ${catalog}`, `/Type /ObjStm /N 1 /First 5 ${entries}`);
    const objects = pdfOf([shown("Cover"), inLayer], {
      page,
      more: ["<< /Type /OCG /Name (Draft) >>", packed],
    });
    const rows = [[0, 0, 65_535]];
    let file = "%PDF-1.5\n";
    for (const [index, object] of objects.entries()) {
      rows.push([1, file.length, 0]);
      file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    }
    rows.push([2, 9, 0], [1, file.length, 0]);
    const table = rows.map(([type = 0, at = 0, last = 0]) =>
      String.fromCharCode(type, at >> 16, (at >> 8) & 255, at & 255, last >> 8, last & 255),
    );
    const xref = stream(table.join(""), `/Type /XRef /Size ${rows.length} /W [1 3 2] /Root 10 0 R`);
    return Buffer.from(`${file}11 0 obj\n${xref}\nendobj\nstartxref\n${file.length}\n%%EOF\n`, "latin1");
  };

  test("are noted", async () => {
    const text = await extractPdf(compressed("/OFF [8 0 R]"));
    expect(linesOf(text)).toEqual(["Cover", "Fee 2 %"]);
    expect(text.notes).toEqual([note]);
  });

  test("are none if it shows all", async () => {
    expect((await extractPdf(compressed("/ON [8 0 R]"))).notes).toEqual([]);
  });
});

test("a file of thousands of tiny object streams, far from any object, is read in time", async () => {
  const tiny = deflated("1 0 <<>>", "/Type /ObjStm /N 1 /First 4").slice(3);
  const objects = pdfOf([shown("Cover"), inLayer], {
    page,
    more: ["<< /Type /OCG /Name (Draft) >>", `<< >>${" ".repeat(4_000_000)}${tiny.repeat(3000)}`],
  });
  const startedAt = performance.now();
  expect(linesOf(await extractPdf(pdfFile(objects)))).toEqual(["Cover", "Fee 2 %"]);
  expect(performance.now() - startedAt).toBeLessThan(9000);
}, 60_000);
