import { describe, expect, test } from "vitest";
import { type Color, colors } from "../support/pattern.ts";
import { pdfFile, stream } from "../support/pdf-files.ts";
import { decoded, draw, expectQuarters } from "./draw.ts";

const type = "application/pdf";
const [leftAbove, rightAbove, leftBelow, rightBelow] = colors as [Color, Color, Color, Color];
const white: Color = [255, 255, 255];
const red: Color = [255, 0, 0];
const a4 = [0, 0, 595, 842];

/** The four quarters of a box: left, bottom, right, top. */
function quartersOf([left = 0, bottom = 0, right = 0, top = 0]: readonly number[]): string {
  const [w, h] = [(right - left) / 2, (top - bottom) / 2];
  const fill = ([r, g, b]: Color, x: number, y: number) =>
    `${r / 255} ${g / 255} ${b / 255} rg ${left + x * w} ${bottom + y * h} ${w} ${h} re f`;
  return [fill(leftAbove, 0, 1), fill(rightAbove, 1, 1), fill(leftBelow, 0, 0), fill(rightBelow, 1, 0)].join(
    " ",
  );
}

interface Page {
  content: string;
  /** Entries of the page, of the page tree above it, and of the catalog. */
  page?: string;
  pages?: string;
  catalog?: string;
  /** Objects from number 5 on. */
  more?: readonly string[];
}

function pdf({ content, page = "", pages = "", catalog = "", more = [] }: Page): Buffer {
  return pdfFile([
    `<< /Type /Catalog /Pages 2 0 R ${catalog} >>`,
    `<< /Type /Pages /Count 1 /Kids [3 0 R] ${pages} >>`,
    `<< /Type /Page /Parent 2 0 R /Contents 4 0 R ${page} >>`,
    stream(content),
    ...more,
  ]);
}

const media = (box: readonly number[]) => `/MediaBox [${box.join(" ")}]`;
const square = "/MediaBox [0 0 400 400]";
const fillSquare = "1 0 0 rg 0 0 400 400 re f";

describe("a page is turned as a viewer turns it", () => {
  const onLeft = [leftBelow, leftAbove, rightBelow, rightAbove];
  const over = [rightBelow, leftBelow, rightAbove, leftAbove];
  const onRight = [rightAbove, rightBelow, leftAbove, leftBelow];
  test.each<[string, string, string, Color[]]>([
    ["not at all", "/Rotate 0", "", [...colors]],
    ["by 90", "/Rotate 90", "", onLeft],
    ["by 180", "/Rotate 180", "", over],
    ["by 270", "/Rotate 270", "", onRight],
    ["by -90", "/Rotate -90", "", onRight],
    ["by -270", "/Rotate -270", "", onLeft],
    ["by 450", "/Rotate 450", "", onLeft],
    ["by 360", "/Rotate 360", "", [...colors]],
    ["by what the pages above it say", "", "/Rotate 90", onLeft],
    ["by its own number, not by that of the pages above it", "/Rotate 180", "/Rotate 90", over],
  ])("%s", async (_, page, pages, quarters) => {
    const file = pdf({ content: quartersOf(a4), page: `${media(a4)} ${page}`, pages });
    const drawn = await draw(file, type, { maxSide: 600 });
    const isTurned = quarters === onLeft || quarters === onRight;
    expect(drawn).toMatchObject(isTurned ? { width: 600, height: 424 } : { width: 424, height: 600 });
    expectQuarters(drawn, quarters);
    const corner = await draw(file, type, { maxSide: 600, area: [0.5, 0, 1, 0.5] });
    expectQuarters(corner, Array(4).fill(quarters[1]), 16);
  });
});

describe("a page shows what is in its boxes", () => {
  const box = [-100, 200, 300, 500];
  test.each<[string, Page, width: number, height: number]>([
    ["that do not begin at 0", { content: quartersOf(box), page: media(box) }, 400, 300],
    [
      "whose corners are exchanged",
      { content: quartersOf(box), page: media([300, 500, -100, 200]) },
      400,
      300,
    ],
    ["that the pages above it have", { content: quartersOf(box), pages: media(box) }, 400, 300],
    [
      "that are cropped",
      {
        content: quartersOf(box),
        page: `${media(a4.map((side) => 2 * side - 500))} /CropBox [${box.join(" ")}]`,
      },
      400,
      300,
    ],
    [
      "that are cropped and turned",
      {
        content: quartersOf(box),
        page: `${media([-500, -500, 800, 800])} /CropBox [${box.join(" ")}] /Rotate 360`,
      },
      400,
      300,
    ],
    [
      "of which the crop box is larger",
      { content: quartersOf(box), page: `${media(box)} /CropBox [-900 -900 900 900]` },
      400,
      300,
    ],
    [
      "of which the crop box is elsewhere",
      { content: quartersOf(box), page: `${media(box)} /CropBox [900 900 950 950]` },
      400,
      300,
    ],
    [
      "of which the crop box is empty",
      { content: quartersOf(box), page: `${media(box)} /CropBox [0 0 0 0]` },
      400,
      300,
    ],
    ["with a unit of their own", { content: quartersOf(box), page: `${media(box)} /UserUnit 10` }, 400, 300],
    ["which are missing: a letter", { content: quartersOf([0, 0, 612, 792]) }, 612, 792],
    [
      "which are empty: a letter",
      { content: quartersOf([0, 0, 612, 792]), page: media([0, 0, 0, 0]) },
      612,
      792,
    ],
    [
      "as large as a plan",
      { content: quartersOf([0, 0, 2384, 3370]), page: media([0, 0, 2384, 3370]) },
      2384,
      3370,
    ],
    [
      "as large as any program allows",
      { content: quartersOf([0, 0, 14400, 14400]), page: media([0, 0, 14400, 14400]) },
      1,
      1,
    ],
    ["of a stamp", { content: quartersOf([0, 0, 3, 2]), page: media([0, 0, 3, 2]) }, 3, 2],
    ["smaller than a point", { content: quartersOf([0, 0, 0.6, 0.4]), page: media([0, 0, 0.6, 0.4]) }, 6, 4],
    [
      "as long as a till roll",
      { content: quartersOf([0, 0, 200, 6000]), page: media([0, 0, 200, 6000]) },
      200,
      6000,
    ],
  ])("%s", async (_, page, width, height) => {
    const drawn = await draw(pdf(page), type, { maxSide: 600 });
    const scale = 600 / Math.max(width, height);
    expect(Math.abs(drawn.width - width * scale)).toBeLessThanOrEqual(1);
    expect(Math.abs(drawn.height - height * scale)).toBeLessThanOrEqual(1);
    expectQuarters(drawn, colors);
  });
});

describe("layers", () => {
  const layers = (config: string, ocg = "<< /Type /OCG /Name (A) >>"): Pick<Page, "catalog" | "more"> => ({
    catalog: `/OCProperties << /OCGs [5 0 R 6 0 R] /D << ${config} >> >>`,
    more: [ocg, "<< /Type /OCG /Name (B) >>"],
  });
  const marked = "/OC /L BDC 1 0 0 rg 0 0 400 400 re f EMC";
  const named = (layer: string) => `${square} /Resources << /Properties << /L ${layer} >> >>`;
  test.each<[string, Page, Color]>([
    [
      "that are visible are drawn",
      { content: marked, page: named("5 0 R"), ...layers("/Order [5 0 R]") },
      red,
    ],
    ["that are hidden are not", { content: marked, page: named("5 0 R"), ...layers("/OFF [5 0 R]") }, white],
    [
      "that are hidden unless named are not",
      { content: marked, page: named("5 0 R"), ...layers("/BaseState /OFF") },
      white,
    ],
    [
      "that are named as visible are",
      { content: marked, page: named("5 0 R"), ...layers("/BaseState /OFF /ON [5 0 R]") },
      red,
    ],
    [
      "of which any must be visible: one is",
      {
        content: marked,
        page: named("<< /Type /OCMD /OCGs [5 0 R 6 0 R] /P /AnyOn >>"),
        ...layers("/OFF [5 0 R]"),
      },
      red,
    ],
    [
      "of which all must be visible: one is not",
      {
        content: marked,
        page: named("<< /Type /OCMD /OCGs [5 0 R 6 0 R] /P /AllOn >>"),
        ...layers("/OFF [5 0 R]"),
      },
      white,
    ],
    [
      "that are only for print are not",
      {
        content: marked,
        page: named("5 0 R"),
        ...layers(
          "/AS [<< /Event /View /Category [/View] /OCGs [5 0 R] >>]",
          "<< /Type /OCG /Name (A) /Usage << /View << /ViewState /OFF >> /Print << /PrintState /ON >> >> >>",
        ),
      },
      white,
    ],
    [
      "of a form that are hidden are not",
      {
        content: "/X Do",
        page: `${square} /Resources << /XObject << /X 7 0 R >> >>`,
        catalog: layers("/OFF [5 0 R]").catalog ?? "",
        more: [
          ...(layers("").more ?? []),
          stream(fillSquare, "/Type /XObject /Subtype /Form /BBox [0 0 400 400] /OC 5 0 R"),
        ],
      },
      white,
    ],
  ])("%s", async (_, page, color) => {
    const drawn = await draw(pdf(page), type, { maxSide: 512 });
    expectQuarters(drawn, Array(4).fill(color), 24);
  });

  test("of annotations are shown, with a note that a viewer may hide them", async () => {
    const { catalog = "", more = [] } = layers("/OFF [5 0 R]");
    const annotation =
      "<< /Type /Annot /Subtype /Stamp /Rect [0 0 400 400] /F 4 /OC 5 0 R /AP << /N 8 0 R >> >>";
    const drawing = stream(fillSquare, "/Type /XObject /Subtype /Form /BBox [0 0 400 400]");
    const page = `${square} /Annots [7 0 R]`;
    const { notes } = await draw(
      pdf({ content: "", page, catalog, more: [...more, annotation, drawing] }),
      type,
    );
    expect(notes).toEqual([
      "Annotations of this page that belong to layers, and are shown here even if a viewer hides them: 1.",
    ]);
  });
});

describe("transparency", () => {
  const graphics = (state: string, more: string[] = []): Pick<Page, "page" | "more"> => ({
    page: `${square} /Resources << /ExtGState << /G << ${state} >> >> /XObject << /X 5 0 R >> >>`,
    more,
  });
  const group = (entries: string) =>
    stream(
      fillSquare,
      `/Type /XObject /Subtype /Form /BBox [0 0 400 400] /Group << /S /Transparency ${entries} >>`,
    );
  const mask = stream(
    "0 g 0 0 400 400 re f",
    "/Type /XObject /Subtype /Form /BBox [0 0 400 400] /Group << /S /Transparency /CS /DeviceGray >>",
  );
  const half: Color = [255, 127, 127];
  test.each<[string, Page, Color]>([
    ["of a fill", { content: `/G gs ${fillSquare}`, ...graphics("/ca 0.5") }, half],
    ["of a group", { content: "/G gs /X Do", ...graphics("/ca 0.5", [group("/I true")]) }, half],
    ["of a knockout group", { content: "/G gs /X Do", ...graphics("/ca 0.5", [group("/K true")]) }, half],
    [
      "by multiplication",
      { content: `0 1 0 rg 0 0 400 400 re f /G gs ${fillSquare}`, ...graphics("/BM /Multiply") },
      [0, 0, 0],
    ],
    [
      "by a mask",
      { content: "/G gs /X Do", ...graphics("/SMask << /S /Luminosity /G 6 0 R >>", [group(""), mask]) },
      white,
    ],
    ["and overprinting", { content: `/G gs ${fillSquare}`, ...graphics("/OP true /op true /OPM 1") }, red],
  ])("%s is drawn", async (_, page, color) => {
    const drawn = await draw(pdf(page), type, { maxSide: 512 });
    expectQuarters(drawn, Array(4).fill(color), 24);
  });
});

describe("annotations", () => {
  const annotated = (flags: number, subtype: string): Page => ({
    content: "",
    page: `${square} /Annots [5 0 R]`,
    catalog: "/AcroForm << /Fields [5 0 R] >>",
    more: [
      `<< /Type /Annot ${subtype} /Rect [0 0 400 400] /F ${flags} /AP << /N 6 0 R >> >>`,
      stream(fillSquare, "/Type /XObject /Subtype /Form /BBox [0 0 400 400]"),
    ],
  });
  const flags: [string, number, Color][] = [
    ["without flags is drawn", 0, red],
    ["for print is drawn", 4, red],
    ["that is hidden is not", 2, white],
    ["that is only printed is not", 32 + 4, white],
    ["that is locked is drawn", 128 + 64 + 4, red],
  ];
  test.each(
    ["/Subtype /Stamp", "/Subtype /Widget /FT /Tx /T (a)", "/Subtype /FreeText", "/Subtype /Square"].flatMap(
      (subtype) =>
        flags.map(([what, flag, color]): [string, string, number, Color] => [subtype, what, flag, color]),
    ),
  )("%s %s", async (subtype, _, flag, color) => {
    const drawn = await draw(pdf(annotated(flag, subtype)), type, { maxSide: 512 });
    expectQuarters(drawn, Array(4).fill(color), 24);
  });
});

describe("form fields without an appearance", () => {
  const form = (field: string, needsAppearances = true): Page => ({
    content: "",
    page: `${square} /Annots [5 0 R]`,
    catalog: `/AcroForm << /Fields [5 0 R] ${needsAppearances ? "/NeedAppearances true" : ""} /DR << /Font << /Helv 6 0 R /ZaDb 7 0 R >> >> /DA (/Helv 0 Tf 0 g) >>`,
    more: [
      `<< /Type /Annot /Subtype /Widget ${field} /Rect [0 150 400 250] /F 4 >>`,
      "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
      "<< /Type /Font /Subtype /Type1 /BaseFont /ZapfDingbats >>",
      stream(
        "/Tx BMC q BT /Helv 40 Tf 0 g 10 40 Td (i) Tj ET Q EMC",
        "/Type /XObject /Subtype /Form /BBox [0 0 400 100] /Resources << /Font << /Helv 6 0 R >> >>",
      ),
      stream("", "/Type /XObject /Subtype /Form /BBox [0 0 400 100]"),
    ],
  });
  /** How many pixels of the field are dark. */
  const inkOf = async (page: Page) => {
    const { width, height, data } = decoded(await draw(pdf(page), type, { maxSide: 512 }));
    const field = data.subarray(4 * width * Math.floor(0.3 * height), 4 * width * Math.floor(0.7 * height));
    return field.filter((value, at) => at % 4 === 0 && value < 128).length;
  };
  test.each([
    ["a text", "/FT /Tx /T (a) /V (MMMMMMMM) /DA (/Helv 40 Tf 0 g)"],
    ["a text of automatic size", "/FT /Tx /T (a) /V (MMMMMMMM)"],
    ["a text of several lines", "/FT /Tx /Ff 4096 /T (a) /V (MMMM\\rMMMM) /DA (/Helv 30 Tf 0 g)"],
    ["a choice", "/FT /Ch /Ff 131072 /T (a) /Opt [(MMMMMM) (b)] /V (MMMMMM) /DA (/Helv 40 Tf 0 g)"],
    ["a checked box", "/FT /Btn /T (a) /V /Yes /AS /Yes /MK << /CA (4) >> /DA (/ZaDb 0 Tf 0 g)"],
  ])("%s is drawn", async (_, field) => {
    expect(await inkOf(form(field))).toBeGreaterThan(200);
    expect(await inkOf(form(field, false))).toBeGreaterThan(200);
  });

  test("an appearance without the field's text is replaced, one with any text is kept", async () => {
    const field = (appearance: number) =>
      `/FT /Tx /T (a) /V (MMMMMMMM) /DA (/Helv 40 Tf 0 g) /AP << /N ${appearance} 0 R >>`;
    const [old, empty] = [await inkOf(form(field(8))), await inkOf(form(field(9)))];
    expect(old).toBeGreaterThan(20);
    expect(empty).toBeGreaterThan(4 * old);
  });
});
