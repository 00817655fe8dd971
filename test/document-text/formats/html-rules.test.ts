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
