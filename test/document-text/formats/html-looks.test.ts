import { expect, test } from "vitest";
import { readHtml } from "../../../src/document-text/formats/html.ts";
import { readInto } from "../../support/array-sink.ts";

const read = (html: string) => readInto(readHtml, `<meta charset="utf-8">${html}`);

test.each([
  "position: absolute; left: -9999px",
  "position: absolute; top: -9999px",
  "text-indent: -999em",
  "clip: rect(0 0 0 0); position: absolute",
  "clip-path: inset(50%)",
  "height: 0; overflow: hidden",
  "max-height: 0; overflow-y: auto",
  "width: 0px; overflow: clip",
  "content-visibility: hidden",
  "position: fixed; right: 9999px",
  "position: relative; inset: 0 auto 0 -2000px",
  "position: absolute; left: -200vw",
  "margin-left: -9999px",
  "transform: scale(0)",
  "transform: translate(3px) scaleX(0)",
  "transform: scale(1, 0)",
  "transform: matrix(0, 0, 0, 0, 0, 0)",
  "transform: rotateY(90deg)",
  "transform: translateX(-9999px)",
  "translate: -9999px",
  "scale: 0",
  "clip: rect(1px, 1px, 1px, 1px); position: absolute",
  "clip-path: inset(100%)",
  "clip-path: polygon(0 0, 0 0, 0 0)",
  "clip-path: polygon(0 0, 50% 0, 100% 0)",
  "width: 1px; height: 1px; overflow: hidden",
  "filter: blur(1px) opacity(0%)",
  "color: transparent",
  "color: rgba(0, 0, 0, 0)",
  "color: rgb(0 0 0 / 0%)",
  "color: #ffffff00",
  "color: black; -webkit-text-fill-color: transparent",
  "font-size: .1px",
  "opacity: 0.001",
  "opacity: .0",
  "display: none; display: unknown",
  "font: 0/0 a",
])("text that %s puts out of sight is omitted", async (style) => {
  const { lines, notes } = await read(`<p style="${style}">hidden</p><p>shown</p>`);
  expect(lines).toEqual(["shown"]);
  expect(notes).toContain("Text hidden by the page is omitted.");
});

test.each([
  "left: -20px",
  "left: -9999px",
  "right: -9999px; position: absolute",
  "top: -1200px; position: relative",
  "margin-left: -999px",
  "margin-left: -9999px; padding-left: 9999px",
  "right: 9999px",
  "left: 0; right: 9999px; position: relative",
  "transform: scale(0.5) translate(0)",
  "transform: scale(0); animation: grow 1s forwards",
  "transform: translateY(-50%) rotate(90deg)",
  "clip-path: polygon(0 0, 100% 0, 100% 100%)",
  "width: 1px; white-space: nowrap",
  "color: transparent; background-clip: text",
  "color: transparent; text-shadow: 0 0 1px black",
  "color: transparent; color: black",
  "color: rgba(0, 0, 0, 0.5)",
  "color: #f000f0",
  "filter: opacity(50%)",
  "height: 0",
  "max-height: 0",
  "overflow: hidden",
  "height: 0; overflow: hidden; padding-bottom: 50%",
  "max-height: 0; min-height: 20px; overflow: hidden",
  "clip: rect(0 0 0 0)",
  "clip-path: inset(50% 0 0 0)",
  "clip-path: circle(0.5em)",
  "opacity: 0; animation: appear 1s forwards",
  "mso-hide: all",
  "font: 700 12px Arial",
  "display: none; display: -webkit-box",
])("text with %s stays in sight", async (style) => {
  expect((await read(`<p style="${style}">shown</p>`)).lines).toEqual(["shown"]);
});

test.each([
  ["a size on an inline element", '<span style="width: 0; height: 0; overflow: hidden">shown</span>'],
  ["a size on a cell", '<table><tr><td style="width: 0; height: 0; overflow: hidden">shown</table>'],
  ["a size on a row", '<table><tr style="height: 0; overflow: hidden"><td>shown</table>'],
  ["a transformation of an inline element", '<span style="transform: scale(0)">shown</span>'],
  ["a color in an element without one", '<p style="color: transparent"><b style="color: red">shown</b></p>'],
  ["an indent on an inline element", '<span style="text-indent: -9999px">shown</span>'],
  ["hidden content on an inline element", '<span style="content-visibility: hidden">shown</span>'],
  [
    "a box without room out of which it is placed",
    '<div style="height: 0; overflow: hidden"><b style="position: absolute">shown</b></div>',
  ],
  ["an indent before a second line", '<div style="text-indent: -9999px"><br>shown</div>'],
  ["an attribute that a rule overrides", "<style>.a { display: flex }</style><p hidden class=a>shown</p>"],
  ["a dialog that a rule shows", "<style>dialog { display: block }</style><dialog>shown</dialog>"],
  [
    "a layer against a rule outside layers",
    "<style>.a { display: block } @layer b { p.a { display: none } }</style><p class=a>shown</p>",
  ],
  [
    "a rule for other elements around it",
    "<style>.card { p { display: none } &.off { display: none } }</style><p>shown</p>",
  ],
  ["a nested query for paper", "<style>p { color: red; @media print { display: none } }</style><p>shown</p>"],
  [
    "browsers that lack a feature",
    "<style>@supports not (display: grid) { p { display: none } }</style><p>shown</p>",
  ],
  [
    "a query that shows it",
    "<style>p { display: none } @media (orientation: landscape) and (width >= 600px) { p { display: block } }</style><p>shown</p>",
  ],
  [
    "a selector by position that shows it",
    "<style>p { display: none } p:first-child { display: block }</style><div><p>shown</p></div>",
  ],
  [
    "a brace in a string",
    "<style>.a { content: '}' } /* */ .b { display: none }</style><p class=a>shown</p>",
  ],
  ["a rule of a template", "<template><style>p { display: none }</style></template><p>shown</p>"],
  [
    "a rule for browsers without scripts",
    "<noscript><style>p { display: none }</style></noscript><p>shown</p>",
  ],
  ["a style of another type", "<style type='text/plain'>p { display: none }</style><p>shown</p>"],
  ["an object that is not there", "<object><p>shown</p></object>"],
  [
    "a template that is a part of the page",
    "<div><template shadowrootmode=open><p>shown</p></template></div>",
  ],
  ["an element of a drawing outside one", "<p><desc>shown</desc></p>"],
  ["a nested list of selectors", "<style>:not(:is(.a), .b) p { display: none }</style><p>shown</p>"],
])("text with %s stays in sight", async (_, html) => {
  expect((await read(html)).lines).toEqual(["shown"]);
});

test.each([
  [
    "a relative size inside text without a size",
    "<p style='font-size: 0'>X<b style='font-size: 2em'>X</b><i style='font-size: 9px'>shown</i></p>",
  ],
  [
    "a child of text without opacity",
    "<div style='opacity: 0'><p style='opacity: 1; display: block'>X</p></div><p>shown</p>",
  ],
  ["a block that inherits an indent", "<div style='text-indent: -9999px'><p>X</p><p>X</p></div><p>shown</p>"],
  [
    "a control in invisible text",
    "<div style='visibility: hidden'><input value=X><select><option>X</select></div><p>shown</p>",
  ],
  [
    "a rule whose display another one sets",
    "<style>p { opacity: 0 } .a { display: block }</style><p class=a>X</p><div>shown</div>",
  ],
  [
    "a menu that opens",
    "<style>.sub { display: none } .menu:hover .sub { display: block }</style><div class=menu><p class=sub>X</p>shown</div>",
  ],
])("%s stays hidden", async (_, html) => {
  expect((await read(html)).lines).toEqual(["shown"]);
});

test("numbers around invisible text are not joined; those around text that is not displayed are", async () => {
  const around = (style: string) => `1<b style="${style}">2</b>3 `;
  const { lines } = await read(
    `<p>${around("visibility: hidden")}${around("opacity: 0")}${around("display: none")}${around("opacity: 0; position: absolute")}</p>`,
  );
  expect(lines).toEqual(["1 3 1 3 13 13"]);
});

test("text in a closed section is read, with a note", async () => {
  const { lines, notes } = await read("<details><summary>More</summary>Total 5</details>");
  expect(lines).toEqual(["More", "Total 5"]);
  expect(notes).toContain("Text in closed sections of the page is included.");
});

test("numbers in boxes of an older syntax are not joined", async () => {
  const { lines } = await read(
    "<div style='display:-ms-flexbox'>1</div><div style='display:-moz-unknown'>2</div>",
  );
  expect(lines).toEqual(["1", "2"]);
});

test("line breaks and spaces stay where a style keeps them, and not where one inside does not", async () => {
  const page = `<style>.text { white-space: pre-wrap }</style><div class="text">Rent   1,200.00
Fuel     90.00<p style="white-space: normal">one
line</p></div>`;
  expect((await read(page)).lines).toEqual(["Rent   1,200.00", "Fuel     90.00", "one line"]);
});

test("a label and an amount that a flexible box puts side by side stay on one line, and those of a column do not", async () => {
  const page =
    "<style>.flex { display: flex } .column { flex-direction: column }</style>" +
    "<div class='flex'><div>Total</div><div>5,000.00</div></div><div class='column flex'><div>one</div><div>two</div></div>";
  expect((await read(page)).lines).toEqual(["Total 5,000.00", "one", "two"]);
});

test.each([
  ["display: flex", ["12 34 56"]],
  ["display: inline-flex", ["12 34 56"]],
  ["display: -webkit-flex", ["12 34 56"]],
  ["display: flex; flex-flow: column", ["12", "34", "56"]],
  ["display: grid", ["12", "34", "56"]],
  ["display: -webkit-box", ["123456"]],
  ["display: block", ["123456"]],
])(
  "inline elements in a box with %s are boxes of their own only where a browser makes them so",
  async (style, lines) => {
    const page = `<div style="${style}"><span>12</span><b>34</b>56</div>`;
    expect((await read(page)).lines).toEqual(lines);
  },
);

test.each([
  ["lists in selectors", `p:is(${".a,".repeat(50)}.b)`, ""],
  ["classes in selectors", `${".a".repeat(100)}.b p`, ""],
  ["words of attributes", "[data-x~=b]", `data-x="${"a ".repeat(400)}"`],
])(
  "rules with many %s are applied only as long as that takes a bounded time",
  async (_, selector, attribute) => {
    const css = `${selector} { display: none }`.repeat(300);
    const page = `<div class="${"a ".repeat(100)}"><p ${attribute}>5</p>`.repeat(1500);
    const { lines, notes } = await read(`<style>${css}</style>${page}`);
    expect(lines).toHaveLength(1500);
    expect(notes).toContainEqual(expect.stringContaining("too many elements and style rules"));
  },
);

test("a negative number that a spreadsheet shows only in red has its stored value after it", async () => {
  const page =
    '<table><tr><td x:num="-5">5</td><td x:num="-6">(6)</td><td x:num="46000">9/12/2025</td><td sdval="-7">7</td></tr></table>';
  expect((await read(page)).lines).toEqual(["5 (-5) | (6) | 9/12/2025 | 7 (-7)"]);
});

test("numbers with a color from their number format are reported", async () => {
  const { notes } = await read(
    '<table><tr><td><font color="red" style="mso-ignore:color">5</font></td></tr></table>',
  );
  expect(notes).toContain(
    "Some numbers have a color from their number format, which can stand for a minus sign. It is missing here.",
  );
});

test("fractions and powers are not read as one number, and pronunciation guides are no text", async () => {
  const page =
    "<p><math><mfrac><mn>1</mn><mn>2</mn></mfrac><mo>+</mo><msup><mi>x</mi><mn>2</mn></msup></math> <ruby>漢<rt>kan</rt></ruby>";
  expect((await read(page)).lines).toEqual(["1/2+x^2 漢"]);
});

test("omitted numbers of a list are reported", async () => {
  expect((await read("<ol start='3'><li>Payment</ol>")).notes).toContain(
    "Automatic paragraph numbers and bullets are omitted.",
  );
  expect((await read("<ul><li>Payment</ul>")).notes).not.toContain(
    "Automatic paragraph numbers and bullets are omitted.",
  );
});

test.each([
  ["a red amount", "<td style='color: #c00'>500.00</td>", true],
  [
    "a red amount of a style sheet",
    "<style>.a { color: rgb(200, 0, 0) }</style><td class=a><b>£ 1,500.00</b></td>",
    true,
  ],
  ["a red amount of an older page", "<td><font color=red>1.500,00 €</font></td>", true],
  ["a red amount with a sign", "<td style='color: red'>-500.00</td>", false],
  ["a red amount after a sign", "<td style='color: red'>(<b>500.00</b>)</td>", false],
  ["a red text", "<td style='color: red'>overdue since 5 May</td>", false],
  ["a red amount whose number is stored", "<td sdval='500' style='color: red'>500.00</td>", false],
  ["an amount in another color", "<td style='color: #060'>500.00</td>", false],
])("red amounts without a sign are reported: %s", async (_, html, isReported) => {
  const { notes } = await read(`<table><tr>${html}</tr></table>`);
  expect(notes.join().includes("Some amounts are red")).toBe(isReported);
});
