import { expect, test } from "vitest";
import { readHtml } from "../../../src/document-text/formats/html.ts";
import { readInto } from "../../support/array-sink.ts";

const read = async (html: string) => {
  const { lines, notes } = await readInto(readHtml, `<meta charset="utf-8">${html}`);
  return { lines, isReported: notes.some((note) => note.includes("not supported")) };
};

test.each([
  [":root { --a: line-through } .x { text-decoration: var(--a) }", ["[struck out: 5]"]],
  [".x { text-decoration-line: var(--a) } html { --a: line-through }", ["[struck out: 5]"]],
  [":root { --a: none } .x { display: var(--a) }", []],
  [":root { --a: var(--b); --b: none } .x { display: var( --a , block ) }", []],
  [":root { --a: block } .x { display: none } i.x { display: var(--a) }", ["5"]],
  [".x { --a: line-through; text-decoration: underline var(--a) }", ["[struck out: 5]"]],
  [":root { --a: 0 } .x { opacity: var(--a) }", []],
  [":root { --a: block } @media print { :root { --a: none } } .x { display: var(--a) }", ["5"]],
  [":root { --a: underline } .y { --a: none } .x { text-decoration: var(--a) }", ["5"]],
  ["a:hover { text-decoration: var(--a) }", ["5"]],
  ["b { text-decoration: var(--a) }", ["5"]],
  [".x { color: var(--a); font-size: var(--b, 12px) }", ["5"]],
])("a variable with one value for all elements is replaced: %s", async (css, lines) => {
  const page = await read(`<style>${css}</style><p><i class=x>5</i></p>`);
  expect(page).toEqual({ lines, isReported: false });
});

test.each([
  ["", 'style="--a: line-through; text-decoration: var(--a)"', "[struck out: 5]"],
  [":root { --a: line-through }", 'style="text-decoration: var(--a) !important"', "[struck out: 5]"],
])("variables of %s are replaced in %s", async (css, attribute, line) => {
  const page = await read(`<style>${css}</style><p ${attribute}>5</p>`);
  expect(page).toEqual({ lines: [line], isReported: false });
});

test.each([
  [":root { --a: ' CR' } .x::after { content: var(--a) }", "5 CR"],
  [":root { --a: '-' } .x::before { content: var(--a); display: var(--b, inline) } i { --b: inline }", "-5"],
  [":root { --a: transparent } .x { color: var(--a) }", undefined],
  [":root { --a: 20px } .x { margin-left: var(--a) }", "5"],
])("variables with one value count in added texts, colors and places: %s", async (css, line) => {
  expect((await read(`<style>${css}</style><p><i class=x>5</i></p>`)).lines).toEqual(line ? [line] : []);
});

test.each([
  [".x::after { content: ' CR'; display: var(--a) }", "5 CR"],
  [".x { text-decoration: var(--a) }", "5"],
  [".x { text-decoration: var(--a, underline) }", "5"],
  [".x { text-decoration: line-through } i.x { text-decoration: var(--a) }", "[struck out: 5]"],
  [".x { display: none } i.x { display: var(--a) }", "5"],
  [".x { visibility: var(--a) }", "5"],
  [".y { --a: none } .x { display: var(--a) }", "5"],
  [":root { --a: block } .y { --a: none } .x { display: var(--a) }", "5"],
  [":root { --a: block } @container (width > 1px) { html { --a: none } } .x { display: var(--a) }", "5"],
  [":root { --a: var(--b); --b: var(--a) } .x { display: var(--a) }", "5"],
  [
    `:root { ${Array.from({ length: 30 }, (_, at) => `--v${at}: var(--v${at + 1}) var(--v${at + 1})`).join(";")} } .x { display: var(--v0) }`,
    "5",
  ],
])("a variable that may hide or strike out text is reported: %s", async (css, line) => {
  const page = await read(`<style>${css}</style><p><i class=x>5</i></p>`);
  expect(page).toEqual({ lines: [line], isReported: true });
});
