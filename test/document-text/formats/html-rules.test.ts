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
