import { expect, test } from "vitest";
import { readHtml } from "../../../src/document-text/formats/html.ts";
import { readInto, refusal } from "../../support/array-sink.ts";

const read = (html: string | Uint8Array) => readInto(readHtml, html);

test("only visible text is read: no scripts, styles, templates, head or comments", async () => {
  const { lines, notes } = await read(
    "<!doctype html><html><head><title>T</title><style>p{}</style></head><body><script>alert(1)</script><!-- c -->" +
      "<template>t</template><h1>Statement</h1><p>Paid&nbsp;<b>&pound;5</b>\n  in <i>May</i></p><svg><title>s</title><text>chart</text></svg></body></html>",
  );
  expect(lines).toEqual(["Statement", "Paid\u00a0£5 in May", "chart"]);
  expect(notes).toEqual(["Encoding: UTF-8."]);
});

test.each([
  "<p hidden>SECRET</p>",
  '<p style="display:none">SECRET</p>',
  '<p style="DISPLAY : /* x */ none !important">SECRET</p>',
  '<div style="visibility:hidden"><span>SECRET</span></div>',
  '<span style="font-size:0px">SECRET</span>',
  '<span style="opacity:0.0">SECRET</span>',
  '<table><tr><td style="display:none">SECRET<td>x</table>',
])("hidden text is omitted with a note: %s", async (html) => {
  const { lines, notes } = await read(`<p>seen</p>${html}<p>after</p>`);
  expect(lines.join(" ")).not.toContain("SECRET");
  expect(lines).toContain("after");
  expect(notes).toContain("Text hidden by the page is omitted.");
});

test("faint or small text is read", async () => {
  const { lines } = await read('<p style="opacity:0.5;font-size:0.8em">faint</p>');
  expect(lines).toEqual(["faint"]);
});

test("table rows become lines; a layout table does not join its content into one line", async () => {
  const inner = "<table><tr><th>Due<th>Sum<tr><td>May<td>&pound;5</table>";
  const { lines } = await read(
    `<table><tr><td>Dear Priya,<br>thanks${inner}<p>Regards</p></td></tr></table><table><tr><td colspan=2>a<td>b</table>`,
  );
  expect(lines).toEqual(["Dear Priya, ⏎ thanks", "Due | Sum", "May | £5", "Regards", "a |  | b"]);
});

test.each([
  ["<s>4%</s>", ""],
  ["<strike>4%</strike>", ""],
  ["<del>4%</del>", ""],
  ['<span style="text-decoration: underline line-through">4%</span>', ""],
  ['<span class="a void b">4%</span>', ".void { color: red; text-decoration-line: line-through }"],
  ["<u>4%</u>", "<!-- @charset 'x'; table td, u{text-decoration:line-through} -->"],
  [
    '<p class="old"><b>4%</b></p>',
    "@media print{.x{color:red}} .old > b{text-decoration:line-through /* } */}",
  ],
  ['<i id="rate">4%</i>', "@media screen { #rate { text-decoration: line-through } }"],
])("struck-out text is marked: %s with the style sheet “%s”", async (html, css) => {
  const { lines } = await read(`<style>${css}</style><p>Rate ${html} 7%</p><p>Fee 1%</p>`);
  expect(lines.join(" ").replace(/\s+/g, " ")).toBe("Rate [struck out: 4%] 7% Fee 1%");
});

test("a later or more exact rule of a style sheet decides", async () => {
  const css =
    "p.gone{display:none} .gone{display:block} .old{text-decoration:line-through} #kept{text-decoration:none}";
  const { lines, notes } = await read(
    `<style>${css}</style><style media=print>h1{display:none}</style><h1>Terms</h1><p class=gone>SECRET</p><p id=kept class=old>kept</p>`,
  );
  expect(lines).toEqual(["Terms", "kept"]);
  expect(notes).toContain("Text hidden by the page is omitted.");
});

test("the values of a form are read as a browser shows them", async () => {
  const { lines } = await read(
    '<form><label>Name <input value="Alder Ltd"></label><input type=hidden value=SECRET><input type=password value=SECRET>' +
      "<p>Secured <input type=checkbox checked> Late <input type=radio></p>" +
      "<p>Term <select><option>Monthly<option selected>Quarterly<option>Yearly</select> from May</p>" +
      "<p>First <select><option>A<option>B</select></p><select multiple><option>A<option selected>B</select>" +
      "<textarea>two\nlines</textarea></form>",
  );
  expect(lines).toEqual([
    "Name Alder Ltd",
    "Secured ☒ Late ☐",
    "Term Quarterly from May",
    "First A",
    "☐ A, ☒ B",
    "two",
    "lines",
  ]);
});

test("cells keep their column, without end tags too, and footers come last", async () => {
  const { lines } = await read(
    "<table><thead><tr><th>Customer<th>Invoice<th>Due<tfoot><tr><td colspan=2>Total<td>1,510.00" +
      "<tbody><tr><td rowspan=2>Alder<td>1001<td>1,200.00<tr><td>1002<td>310.00</table>",
  );
  expect(lines).toEqual([
    "Customer | Invoice | Due",
    "Alder | 1001 | 1,200.00",
    " | 1002 | 310.00",
    "Total |  | 1,510.00",
  ]);
});

test("a head without an end tag hides nothing after it", async () => {
  expect((await read("<html><head><title>T</title><meta charset=utf-8><body><p>seen")).lines).toEqual([
    "seen",
  ]);
  expect((await read("<head><title>T</title><p>seen")).lines).toEqual(["seen"]);
});

test("a raised digit is no part of the amount before it; pictures are reported", async () => {
  const { lines, notes } = await read('<p>1,200<sup>1</sup> on 1<sup>st</sup> May<img src="stamp.png"></p>');
  expect(lines).toEqual(["1,200^1 on 1st May"]);
  expect(notes).toContain("Pictures are omitted: text in them is missing.");
});

test("unknown elements are inline", async () => {
  const { lines } = await read("<p>(<ix:nonnumeric>702</ix:nonnumeric>) <o:p>939</o:p></p><div>next</div>");
  expect(lines).toEqual(["(702) 939", "next"]);
});

test("preformatted text keeps its lines", async () => {
  const { lines } = await read("<pre>a  b\n  c</pre>");
  expect(lines).toEqual(["a  b", "  c"]);
});

test("the declared encoding is used and reported", async () => {
  const { lines, notes } = await read(
    Buffer.from('<meta charset="windows-1252"><p>\u0080\u00a35</p>', "latin1"),
  );
  expect(lines).toEqual(["€£5"]);
  expect(notes).toEqual(["Encoding: Windows-1252."]);
});

test("the text of 200,000 nested elements is read in reasonable time", async () => {
  const depth = 200_000;
  const html = `${"<div>".repeat(depth)}deep${"</div>".repeat(depth)}<p hidden>SECRET</p><p>after</p>`;
  const { lines, notes } = await read(html);
  expect(lines).toEqual(["deep", "after"]);
  expect(notes.join()).toContain("nested more than 2,000 levels deep");
});

test("unclosed elements do not hide the text after them", async () => {
  const { lines } = await read(`${"<p><font>x".repeat(3000)}<p>last`);
  expect(lines).toHaveLength(3001);
});

test("an unterminated comment is not kept in memory forever", async () => {
  expect(await refusal(readHtml, `<p>a</p><!-- ${"x".repeat(3_000_000)}`)).toContain("does not end");
});

test.each([
  ["an attribute", "[data-x=old] { text-decoration: line-through }", '<i data-x="old">5</i> 6'],
  ["all but a class", "i:not(.live) { text-decoration: line-through }", '<i>5</i> <i class="live">6</i>'],
  ["one of a list", ":is(.old, .void) { text-decoration: line-through }", '<i class="void">5</i> 6'],
  ["an escaped class", ".md\\:x { text-decoration: line-through }", '<i class="md:x">5</i> 6'],
  [
    "an important rule",
    "i { text-decoration: line-through !important } #b { text-decoration: none }",
    '<i id="b">5</i> 6',
  ],
  ["a media query", "@media screen, print { i { text-decoration: line-through } }", "<i>5</i> 6"],
  ["a wide screen", "@media (min-width: 600px) { i { text-decoration: line-through } }", "<i>5</i> 6"],
  ["a feature query", "@supports (display: grid) { i { text-decoration: line-through } }", "<i>5</i> 6"],
  ["a nested rule", "p { color: red; i { text-decoration: line-through } }", "<i>5</i> 6"],
])("a style sheet strikes out text by %s", async (_, css, html) => {
  const { lines } = await read(`<style>${css}</style><p>${html}</p>`);
  expect(lines).toEqual(["[struck out: 5] 6"]);
});

test.each([
  ["print", "@media print { p { display: none } }"],
  ["narrow screens", "@media (max-width: 600px) { p { display: none } }"],
  ["a state", "p:hover { display: none }"],
])("a rule for %s hides nothing", async (_, css) => {
  const { lines, notes } = await read(`<style>${css}</style><p>5</p>`);
  expect(lines).toEqual(["5"]);
  expect(notes).toEqual(["Encoding: UTF-8."]);
});

test.each([
  [
    "a linked style sheet",
    '<link rel="stylesheet" href="a.css"><p>5</p>',
    "style sheets that are not in this file",
  ],
  ["an imported one", "<style>@import url(a.css);</style><p>5</p>", "style sheets that are not in this file"],
  [
    "a selector by position",
    "<style>p:nth-child(2) { display: none }</style><p>5</p>",
    "selectors that are not supported",
  ],
  [
    "numbers that the style adds",
    "<style>.item::before { content: counter(item) }</style><p class=item>5</p>",
    "adds characters",
  ],
])("a note reports %s", async (_, html, sentence) => {
  const { lines, notes } = await read(html);
  expect(lines).toEqual(["5"]);
  expect(notes.join()).toContain(sentence);
});

test("a visible element inside an invisible one is read, also where the outer text has no size", async () => {
  const { lines, notes } = await read(
    '<p style="visibility:hidden">no<b style="visibility:visible">5</b></p><td style="font-size:0">no<i style="font-size:14px">6</i></td>',
  );
  expect(lines).toEqual(["5", "6"]);
  expect(notes).toContain("Text hidden by the page is omitted.");
});

test("amounts that a style sets apart are not joined", async () => {
  const { lines } = await read(
    "<style>.c { display: inline-block } .b { display: block }</style><p><i class=c>500</i><i class=c>1,000</i><i class=b>7</i></p><button>8</button><output>9</output>",
  );
  expect(lines).toEqual(["500 1,000", "7", "8 9"]);
});

test("of a list, the first option that is not disabled or the chosen hidden one is shown", async () => {
  const { lines } = await read(
    "<p><select><option disabled>Pick<option>A</select><select><option hidden selected>Choose<option>B</select>" +
      "<select><optgroup disabled><option>C</optgroup><option label=D>d</select></p>",
  );
  expect(lines.join().replace(/ +/g, " ")).toBe("A Choose D");
});

test("cells without a table keep their columns; soft hyphens do not split numbers", async () => {
  expect((await read("<tr><td>Total<td>1&shy;500</tr>")).lines).toEqual(["Total | 1500"]);
});

test("blocks that a style sets side by side stay on one line", async () => {
  const { lines } = await read(
    "<style>.cell{display:table-cell} .line{display:inline}</style>" +
      "<div style='display:table-row'><div class=cell>Total</div><div class=cell>310.00</div></div>" +
      "<p class=line>Due </p><p class=line>May</p><div><div style='display:inline-block'>a</div><div style='display:inline-block'>5</div></div><span style='display:block'>b</span>c",
  );
  expect(lines).toEqual(["Total | 310.00", "Due May", "a 5", "b", "c"]);
});

test("tables that a style makes of other elements keep their cells and columns", async () => {
  const css =
    "<style>.t{display:table} .g{display:table-row-group} .r{display:table-row} .c{display:table-cell}</style>";
  const row = (...cells: string[]) =>
    `<div class=r>${cells.map((cell) => `<span class=c>${cell}</span>`).join(" ")}</div>`;
  const table = `<div class=t><div class=g>${row("Total", "", "310.00")}</div>${row("Tax", "5.00", "")}</div>`;
  const { lines } = await read(
    `${css}${table}<p>after</p><table><tr><td>Due<td><div class=t><i class=c>May</i></div></table><div class=t>centered</div>`,
  );
  expect(lines).toEqual(["Total |  | 310.00", "Tax | 5.00", "after", "Due | May", "centered"]);
});

test("columns that a page collapses are reported", async () => {
  const { lines, notes } = await read(
    '<table><col><col style="visibility:collapse"><tr><td>Total<td>1.00<td>2.00</table>',
  );
  expect(lines).toEqual(["Total | 1.00 | 2.00"]);
  expect(notes.join()).toContain("hides columns of a table");
});

test("elements of XHTML may end themselves", async () => {
  const { lines } = await read(
    '<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml"><head><title/><script src="x.js"/></head><body><p>£5</p><textarea/><p>after</p></body></html>',
  );
  expect(lines).toEqual(["£5", "after"]);
});

test("a later style sheet and the same class on other elements are applied to elements that repeat", async () => {
  const cell = (name: string) =>
    `<${name} class=x>1</${name}><${name} class=x style='text-decoration:none'>2</${name}>`;
  const { lines } = await read(
    `<p class=x>0</p><style>p.x{text-decoration:line-through}</style>${cell("p")}${cell("h1")}${cell("p")}<style>h1{display:none}</style>${cell("h1")}<div><style>.x b{text-decoration:line-through}</style><p class=x style='text-decoration:none'><b>3</b></p><b>4</b></div>`,
  );
  expect(lines).toEqual([
    "0",
    "[struck out: 1]",
    "2",
    "1",
    "2",
    "[struck out: 1]",
    "2",
    "[struck out: 3]",
    "4",
  ]);
});

test.each([
  ["an element", "<bdo dir=rtl>00.1 <b>£</b></bdo>", "£ 1.00"],
  ["a style", "<i style='direction: rtl; unicode-bidi: bidi-override'>(001)</i>", "(100)"],
  ["characters", "&#x202e;001&#x202c; 5", "100 5"],
  ["a direction without an order", "<bdo dir=ltr>001</bdo> <i dir=rtl>-5</i>", "001 -5"],
])("digits that %s writes from right to left are read in the order that is seen", async (_, html, line) => {
  const { lines } = await read(`<p>${html}</p><p>45</p>`);
  expect(lines).toEqual([line, "45"]);
});

test("elements of older and newer pages keep their lines", async () => {
  const { lines } = await read(
    "<xmp>a  b</xmp>12<hgroup>34</hgroup><search>56</search>7<marquee>8</marquee>",
  );
  expect(lines).toEqual(["a  b", "12", "34", "56", "7 8"]);
});

test("a style strikes out a cell or a row, but nothing that stands outside its lines", async () => {
  const struck = "style='text-decoration: line-through'";
  const { lines } = await read(
    `<table><tr><td ${struck}>5<td>6<tr ${struck}><td>7<td>8</table><div ${struck}>9 <b style="float: right">10</b></div>`,
  );
  expect(lines).toEqual(["[struck out: 5] | 6", "[struck out: 7] | [struck out: 8]", "[struck out: 9] 10"]);
});
