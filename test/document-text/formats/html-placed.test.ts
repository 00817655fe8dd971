import { expect, test } from "vitest";
import { readHtml } from "../../../src/document-text/formats/html.ts";
import { readInto } from "../../support/array-sink.ts";

const read = async (html: string) => (await readInto(readHtml, `<meta charset="utf-8">${html}`)).lines;
const at = (left: string, top: string, text: string, name = "div") =>
  `<${name} style="position: absolute; left: ${left}; top: ${top}">${text}</${name}>`;

test.each(["div", "p", "span"])(
  "texts of %s elements that stand anywhere on a page form rows",
  async (name) => {
    const page = [
      at("300px", "40px", "310.00", name),
      at("10px", "20px", "Customer", name),
      at("10px", "41px", "Alder", name),
      at("300px", "20px", "<b>Due</b>", name),
    ];
    expect(await read(`<p>Report</p>${page.join("")}<p>End</p>`)).toEqual([
      "Report",
      "Customer | Due",
      "Alder | 310.00",
      "End",
    ]);
  },
);

test("places count from the box around them, and from below where a style says so", async () => {
  const css =
    ".page { position: relative } .all { position: absolute; left: 0; top: 0 } .t { position: absolute; font-size: 48px; " +
    "transform: matrix(.25, 0, 0, .25, 0, 0) } .y1 { bottom: 700px } .y2 { bottom: 686px } .x1 { left: 50px } .x2 { left: 300px }" +
    "._ { display: inline-block; color: transparent } ._1 { width: 4px } ._2 { width: 30px }";
  const page = (text: string) => `<div class="page"><div class="all">${text}</div></div>`;
  const first =
    '<div class="t x1 y2">Tax</div><div class="t x2 y2">1<span class="_ _1"></span>,200<span class="_ _2"> </span>5</div>' +
    '<div class="t x2 y1">9.00</div><div class="t x1 y1">Total</div>';
  const lines = await read(`<style>${css}</style>${page(first)}${page('<div class="t x1 y1">Page 2</div>')}`);
  expect(lines).toEqual(["Total | 9.00", "Tax | 1,200 5", "Page 2"]);
});

test("places in a box that is placed count from its corner", async () => {
  const box = (top: string, inner: string) => at("5px", top, inner);
  const lines = await read(
    box("100px", at("90px", "3px", "2") + at("0", "3px", "1")) + box("20px", at("90px", "3px", "0")),
  );
  expect(lines).toEqual(["0", "1 | 2"]);
});

test("placed texts in an element without a box are sorted into rows as if it were not there", async () => {
  const texts = at("200px", "9px", "5") + at("10px", "9px", "Fee");
  expect(await read(`<div style="display: contents">${texts}</div>`)).toEqual(["Fee | 5"]);
  expect(await read(`<slot>${texts}</slot>`)).toEqual(["Fee | 5"]);
});

test("a placed text in a line or a cell stays there", async () => {
  const amount = at("300px", "0", "500", "span");
  const line = (text: string) => `<div style="position: relative">${text}</div>`;
  expect(await read(line(`Total ${amount}`) + line(`${amount}Total`))).toEqual(["Total 500", "500 Total"]);
  expect(await read(`<table><tr><td>${at("9px", "0", "5")}</td><td>6</td></tr></table>`)).toEqual(["5 | 6"]);
});

test("placed parts of a formula or a box in a line stay in the line", async () => {
  const box = `<span style="position: relative; display: inline-block">${at("0", "-1em", "b", "span")}${at("1em", "0", "c", "b")}</span>`;
  expect(await read(`<p>${box} a ${box}</p>`)).toEqual(["b c a b c"]);
});

test("paragraphs of a placed box stay together; single characters side by side are one text", async () => {
  expect(await read(at("9px", "0", "<p>one</p><p>two</p>") + at("300px", "0", "5"))).toEqual([
    "one",
    "two",
    "5",
  ]);
  const digits = [..."12"].map((digit, index) => at(`${index * 9}px`, "0", digit, "span"));
  expect(await read(`${digits.join("")}${at("60px", "0", "3", "span")}`)).toEqual(["12 | 3"]);
});

test("20,000 placed texts are read in reasonable time, in their order where they are too many", async () => {
  const texts = Array.from({ length: 20_000 }, (_, index) => at("5px", `${index * 20}px`, `${index}`));
  const lines = await read(texts.join(""));
  expect(lines).toHaveLength(20_000);
  expect(lines.at(-1)).toBe("19999");
});

test.each([
  [
    "texts in any order",
    "<text x=60 y=9>5.00</text><text x=1 y=9>Tax</text><text y=30>End</text>",
    ["Tax | 5.00", "End"],
  ],
  ["places of parts", "<text y=9><tspan x=1>12</tspan><tspan x=90>34</tspan></text>", ["12 | 34"]],
  [
    "parts close together",
    "<text font-size=10><tspan x=0 y=9>1,2</tspan><tspan x=14.2 y=9>34</tspan></text>",
    ["1,234"],
  ],
  ["lists of places", "<text x='0 9 18 60 69' y=9>12345</text>", ["123 45"]],
  ["moves to the right", "<text x=0 y=9>12<tspan dx=20>34</tspan><tspan dx=1>5</tspan></text>", ["12 345"]],
  ["lists of moves", "<text x=0 y=9 dx='0 0 20'>1234</text>", ["12 34"]],
  [
    "raised digits",
    "<text x=0 y=9>10<tspan dy=-5 font-size=8>2</tspan><tspan dy=5>3</tspan></text>",
    ["10^2 3"],
  ],
  ["text after a part", "<text x=0 y=9>Total <tspan x=100>500</tspan> GBP</text>", ["Total | 500 GBP"]],
  [
    "lines",
    "<text><tspan x=0 y=9>one</tspan><tspan x=0 dy=1.2em>two</tspan><tspan x=0 dy=1.2em>three</tspan></text>",
    ["one", "two", "three"],
  ],
  [
    "texts with their ends at a place",
    "<text x=100 y=9 text-anchor=end>Tax</text><text x=110 y=9>5</text>",
    ["Tax 5"],
  ],
  [
    "transformations",
    "<g transform='matrix(1.25 0 0 -1.25 0 999)'><text transform='matrix(1 0 0 -1 300 700)'>456</text>" +
      "<text transform='translate(56 700) scale(1 -1)'><tspan x='0 6 12' y=0>123</tspan></text><text transform='matrix(1 0 0 -1 56 740)'>Head</text></g>",
    ["Head", "123 | 456"],
  ],
  ["turned texts", "<text transform='rotate(-90)'>Sum</text><text x=9 y=9>5</text>", ["Sum", "5"]],
  ["a struck-out text", "<text text-decoration=line-through>5</text>", ["[struck out: 5]"]],
])("a drawing is read as it is seen: %s", async (_, svg, lines) => {
  expect(await read(`<svg>${svg}</svg>`)).toEqual(lines);
});

test("parts of a drawing in a cell that have places of their own are not joined", async () => {
  const svg = "<svg><text><tspan x=1>12</tspan><tspan x=90>34</tspan></text></svg>";
  expect(await read(`<table><tr><td>${svg}</td><td>5</td></tr></table>`)).toEqual(["12 34 | 5"]);
});

test("what a drawing does not show is omitted with a note", async () => {
  const { lines, notes } = await readInto(
    readHtml,
    "<svg><defs><text>X</text></defs><text display=none>X</text><g visibility=hidden><text>X</text></g><text opacity=0>X</text>" +
      "<text fill=none>X</text><text fill=none stroke=black>5</text><text style='color: transparent'>6</text></svg>",
  );
  expect(lines).toEqual(["5 6"]);
  expect(notes).toContain("Text hidden by the page is omitted.");
});
