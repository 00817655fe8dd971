import { describe, expect, test } from "vitest";
import { pdfFile, pdfOf, placed, shown, stream } from "../../support/pdf-files.ts";
import { extractPdf, linesOf } from "../extract.ts";

const form = "/Type /XObject /Subtype /Form /BBox [0 0 9 9]";
const cross = stream("0 0 m 9 9 l 0 9 m 9 0 l S", form);
const none = stream("", form);
const tick = stream(
  "BT /Z 9 Tf 0 0 Td (4) Tj ET",
  `${form} /Resources << /Font << /Z << /Type /Font /Subtype /Type1 /BaseFont /ZapfDingbats >> >> >>`,
);
const fonts = "/Resources << /Font << /F1 3 0 R >> >>";

/** Fields from object 9: 6 is a cross, 7 nothing, 8 a tick that is text. */
const read = (content: string, page: string, fields: string[], more: string[] = []) => {
  const annots = fields.map((_, at) => `${9 + at} 0 R`).join(" ");
  return extractPdf(
    pdfFile(
      pdfOf([content], {
        page: `${fonts} ${page} /Annots [${annots}]`,
        catalog: `/AcroForm << /Fields [${annots}] >>`,
        more: [cross, none, tick, ...fields, ...more],
      }),
    ),
  );
};
const widget = (entries: string, [x, y]: [number, number]) =>
  `<< /Type /Annot /Subtype /Widget /F 4 ${entries} /Rect [${x} ${y} ${x + 9} ${y + 9}] >>`;
const states = "/AP << /N << /Yes 6 0 R /Off 7 0 R >> >>";

describe("beside its label", () => {
  const box = (state: string, place: [number, number]) =>
    widget(`/FT /Btn /T (a) /AS /${state} ${states}`, place);
  const turned = (matrix: string, x: number, y: number, text: string) =>
    `BT /F1 10 Tf ${matrix} ${x} ${y} Tm (${text}) Tj ET`;

  test.each<[number, string, [number, number][]]>([
    [
      90,
      "0 1 -1 0",
      [
        [92, 60],
        [112, 60],
      ],
    ],
    [
      180,
      "-1 0 0 -1",
      [
        [530, 91],
        [530, 111],
      ],
    ],
    [
      270,
      "0 -1 1 0",
      [
        [99, 740],
        [79, 740],
      ],
    ],
  ])("stands a box of a page that is turned by %i degrees", async (degrees, matrix, [secured, bankrupt]) => {
    const places: Record<number, [number, number][]> = {
      90: [
        [100, 80],
        [120, 80],
      ],
      180: [
        [520, 100],
        [520, 120],
      ],
      270: [
        [100, 730],
        [80, 730],
      ],
    };
    const [[x1, y1] = [0, 0], [x2, y2] = [0, 0]] = places[degrees] ?? [];
    const content = [turned(matrix, x1, y1, "Secured"), turned(matrix, x2, y2, "Bankrupt")].join("\n");
    const text = await read(content, `/Rotate ${degrees}`, [
      box("Yes", secured ?? [0, 0]),
      box("Off", bankrupt ?? [0, 0]),
    ]);
    expect(linesOf(text)).toEqual(["\u2612 Secured", "\u2610 Bankrupt"]);
  });

  test("stands a box of a turned table on an upright page", async () => {
    const content = [
      placed([40, 800, "A heading that stands upright"]),
      turned("0 1 -1 0", 100, 80, "Secured"),
      turned("0 1 -1 0", 120, 80, "Bankrupt"),
    ].join("\n");
    const text = await read(content, "", [box("Yes", [92, 60]), box("Off", [112, 60])]);
    expect(linesOf(text)).toEqual(["A heading that stands upright", "\u2612 Secured", "\u2610 Bankrupt"]);
  });

  test("a box outside the visible page is marked", async () => {
    const text = await read(placed([40, 700, "Secured"]), "/CropBox [0 0 500 842]", [box("Yes", [550, 699])]);
    expect(linesOf(text)).toEqual(["Secured", "[text outside the page] \u2612"]);
  });
});

describe("the state of a box", () => {
  const doubt =
    "Page 1 has a check box that is stored as checked but has no mark to draw. It is read as unchecked: programs differ in what they show.";
  const button = (entries: string) => [widget(`/FT /Btn /T (a) ${entries}`, [40, 699])];

  test.each<[string, string, string, string[]]>([
    ["is checked", "/V /Yes /AS /Yes", "\u2612", []],
    ["is not its value if they differ", "/V /Yes /AS /Off", "\u2610", []],
    ["is unchecked if it is absent", "", "\u2610", []],
    ["is unchecked if it is empty", "/AS /", "\u2610", []],
    ["is unchecked if it is empty and the value is Off", "/V /Off /AS /", "\u2610", []],
    ["is doubtful if it is absent and the value checks it", "/V /Yes", "\u2610", [doubt]],
    ["is doubtful if it is empty and the value checks it", "/V /Yes /AS /", "\u2610", [doubt]],
    ["is unchecked if it is absent and the value is another's", "/V /No", "\u2610", []],
    ["is doubtful if nothing is drawn for it", "/V /Nope /AS /Nope", "\u2610", [doubt]],
  ])("%s", async (_, entries, sign, notes) => {
    const text = await read(placed([60, 700, "Secured"]), "", button(`${entries} ${states}`));
    expect(linesOf(text)).toEqual([`${sign} Secured`]);
    expect(text.notes).toEqual(notes);
  });

  test("is the stored one if the file has no appearances", async () => {
    const text = await read(placed([60, 700, "Secured"]), "", button("/V /Yes /AS /Yes"));
    expect(linesOf(text)).toEqual(["\u2612 Secured"]);
  });

  test("is never the first mark of a box without one, although that comes before Off", async () => {
    const text = await read(
      placed([60, 700, "Secured"]),
      "",
      button("/AP << /N << /Ja 8 0 R /Off 7 0 R >> >>"),
    );
    expect(linesOf(text)).toEqual(["\u2610 Secured"]);
  });

  test("is read in fields whose kind is in their parent", async () => {
    const kids = ["/AS /A", "/AS /Off", ""].map((state, at) =>
      widget(`/Parent 12 0 R ${state} /AP << /N << /${"ABC"[at]} 6 0 R /Off 7 0 R >> >>`, [
        40,
        699 - 20 * at,
      ]),
    );
    const content = placed([60, 700, "Monthly"], [60, 680, "Weekly"], [60, 660, "Never"]);
    const parent = "<< /FT /Btn /Ff 32768 /T (r) /V /A /Kids [9 0 R 10 0 R 11 0 R] >>";
    const text = await read(content, "", kids, [parent]);
    expect(linesOf(text)).toEqual(["\u2612 Monthly", "\u2610 Weekly", "\u2610 Never"]);
    expect(text.notes).toEqual([]);
  });
});

test("a push button is no check box", async () => {
  const push = widget("/FT /Btn /Ff 65536 /T (a) /AP << /N 6 0 R >>", [40, 699]);
  expect(linesOf(await read(shown("Secured"), "", [push]))).toEqual(["Secured"]);
});
