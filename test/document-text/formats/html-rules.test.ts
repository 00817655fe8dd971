import { expect, test } from "vitest";
import { readHtml } from "../../../src/document-text/formats/html.ts";
import { readInto } from "../../support/array-sink.ts";

const read = (html: string) => readInto(readHtml, `<meta charset="utf-8">${html}`);

test.each([
  [".show { display: table-cell } :is(td, th) { display: none }", "77"],
  [":is(td, th) { display: none } .show { display: table-cell }", "77"],
  [".show { display: table-cell } :is(td, .show) { display: none }", undefined],
  [".show { display: table-cell } td:not(.hide) { display: none }", undefined],
  [".show { display: table-cell } td:not(p) { display: none }", "77"],
  [".show { display: table-cell } :is(#shown, td) { display: none }", undefined],
  [".show { display: table-cell } :where(#shown) { display: none }", "77"],
  ["td { display: table-cell } :where(.show) { display: none }", "77"],
  ["html .show { display: table-cell } :root .show { display: none }", undefined],
])("a list in a selector weighs as much as its most exact member: %s", async (css, line) => {
  const { lines } = await read(
    `<style>${css}</style><html><table><tr><td class="show" id="shown">77</table></html>`,
  );
  expect(lines).toEqual(line === undefined ? [] : [line]);
});

const nestedIn = (names: string, inner: string) =>
  names.split(" ").reduceRight((html, name) => `<div class="${name}">${html}</div>`, inner);

test.each([
  [".box > .row .cell", "box row row", true],
  [".box > .row .cell", "box row row row row", true],
  [".box > .row > .cell", "box row row", false],
  [".box > .row > .cell", "row box row", true],
  [".page > .box .row > .part .cell", "page box box row row part part", true],
  [".page > .box .row > .part .cell", "page row box row row part part", false],
  [".page .box > .row .cell", "box row page row", false],
  [".box > .row .cell", "box part row row", false],
])("%s is looked for in all elements around one: %s", async (selector, names, isStruck) => {
  const html = nestedIn(names, "<i class=cell>500</i>");
  const { lines } = await read(`<style>${selector} { text-decoration: line-through }</style>${html}`);
  expect(lines).toEqual([isStruck ? "[struck out: 500]" : "500"]);
});

test("a selector that nearly fits deep elements many times is compared in bounded time", async () => {
  const selector = `${".a > .b ".repeat(20)}.c`;
  const deep = `${'<div class="a b">'.repeat(60)}${"<i class=c>5</i>".repeat(2000)}`;
  const { lines } = await read(`<style>.x > ${selector} { display: none }</style>${deep}`);
  expect(lines).toEqual(["5".repeat(2000)]);
});

test.each([
  [".\\31 0", 'class="10"'],
  [".\\31 0.\\000031", 'class="10 1"'],
  ["#\\31 23", 'id="123"'],
  [".md\\:w-1\\/2", 'class="md:w-1/2"'],
  [".a\\,b, .c", 'class="a,b"'],
  [".a\\[b", 'class="a[b"'],
  ["x-\\61", ""],
  ['[class="\\31 0"]', 'class="10"'],
  ["[class=x i]", 'class="X"'],
  ['[class="x"i]', 'class="X"'],
  ["[class=X I]", 'class="x"'],
  ["[class^=x i]", 'class="XY"'],
  ["[class=x s]", 'class="x"'],
])("escapes and the case of attributes are read as browsers read them: %s", async (selector, attributes) => {
  const css = `<style>${selector} { text-decoration: line-through }</style>`;
  expect((await read(`${css}<x-a ${attributes}>500</x-a>`)).lines).toEqual(["[struck out: 500]"]);
});

test.each([
  ["[class=x]", 'class="X"'],
  ["[class=x s]", 'class="X"'],
  ["[class=xi]", 'class="x"'],
  [".\\31 0", 'class="1 0"'],
  [".\\0", 'class="0"'],
  [".\\ffffff", 'class="f"'],
])("a selector that does not fit strikes out nothing: %s", async (selector, attributes) => {
  const css = `<style>${selector} { text-decoration: line-through }</style>`;
  expect((await read(`${css}<x-a ${attributes}>500</x-a>`)).lines).toEqual(["500"]);
});

test.each([
  ["(min-width: 600px)", true],
  ["(min-width: 40em)", true],
  ["(min-width: 90rem)", false],
  ["(max-width: 1000pt)", true],
  ["(max-width: 900pt)", false],
  ["(min-width: 20cm)", true],
  ["(width > 10in) and (width < 20IN)", true],
])("a query is judged in any unit of length: %s", async (query, isHidden) => {
  const { lines } = await read(`<style>@media ${query} { p { display: none } }</style><p>5</p>`);
  expect(lines).toEqual(isHidden ? [] : ["5"]);
});

test.each([
  ["@container (min-width: 1px)", true],
  ["@scope (.a)", true],
  ["@media (min-aspect-ratio: 1/1)", true],
  ["@media screen and (scripting: enabled)", true],
  ["@media (min-width: 9000px), (min-aspect-ratio: 1/1)", true],
  ["@media not (min-aspect-ratio: 1/1)", true],
  ["@supports (display: grid) { @container (min-width: 1px)", true],
  ["@when media(width >= 1px)", true],
  ["@media print and (min-aspect-ratio: 1/1)", false],
  ["@media (min-width: 9000px) and (min-aspect-ratio: 1/1)", false],
  ["@media (-ms-high-contrast: none)", false],
  ["@starting-style", false],
  ["@-moz-document url-prefix()", false],
  ["@keyframes fade", false],
])("rules in %s that may strike out text are reported: %s", async (condition, isReported) => {
  const page = (css: string) =>
    `<style>${condition} { ${css} ${"}".repeat(condition.split("{").length)}</style>`;
  for (const declaration of ["text-decoration: line-through", "display: none", "visibility: hidden"]) {
    const { lines, notes } = await read(`${page(`i { ${declaration} }`)}<p><i>500</i></p>`);
    expect(lines).toEqual(["500"]);
    expect(notes.some((note) => note.includes("selectors that are not supported"))).toBe(isReported);
  }
  const { notes } = await read(`${page("i { font-weight: bold }")}<p><i>500</i></p>`);
  expect(notes.some((note) => note.includes("not supported"))).toBe(false);
});

test.each([
  "@container (min-width: 1px) { i { display: block } }",
  "@container (min-width: 1px) { i { display: inline-block } }",
  "@container (min-width: 1px) { i { float: right } }",
  "@container (min-width: 1px) { p { display: flex } }",
  "@scope (p) { i { display: grid } }",
  "i + i { display: block }",
  "p:first-child { display: flex }",
  "p { i { @container (min-width: 1px) { display: block } } }",
])("numbers that a rule may set apart are not joined: %s", async (css) => {
  const { lines } = await read(`<style>${css}</style><p><i>1,250</i><i>340</i></p>`);
  expect(lines.join("\n")).not.toContain("1,250340");
});

test("a rule that may show text wins over one that hides it", async () => {
  const css = "p { display: none } @container (min-width: 1px) { p { display: inline } }";
  expect((await read(`<style>${css}</style><p>12</p><p>34</p>`)).lines).toEqual(["12", "34"]);
});

test.each([
  ["a{display:none}", true],
  ["a:hover{display:none}", true],
  ["a+a{display:block}", true],
  ["&{display:flex}", true],
  ["b{color:red}", false],
])(
  "the millions of selectors of a short style sheet are not all read: %s",
  async (rule, isReported) => {
    const outer = Array.from({ length: 200 }, (_, at) => `.a${at}`).join();
    const css = `${outer} { ${rule.repeat(20_000)} }`;
    const { lines, notes } = await read(`<style>${css}</style><a>5</a>`);
    expect(lines).toEqual(["5"]);
    expect(notes.some((note) => note.includes("not supported"))).toBe(isReported);
  },
  15_000,
);
