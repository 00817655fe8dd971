import { expect, test } from "vitest";
import { readHtml } from "../../../src/document-text/formats/html.ts";
import { readInto } from "../../support/array-sink.ts";

const read = (css: string, html: string) =>
  readInto(readHtml, `<meta charset="utf-8"><style>${css}</style>${html}`);

test.each([
  [".a::before { content: '-' }", "-5"],
  [".a:before { content: '\\2212\\a0' }", "\u2212\u00a05"],
  [".a::before { content: '(' } .a::after { content: ')' }", "(5)"],
  [".a::before { content: '£' / 'pounds' } .a::after { content: ' CR' }", "£5 CR"],
  [".a::before { content: attr(data-sign) attr(data-none, '*') }", "-*5"],
  [".a[data-sign='-']::before { content: '\\2013'; color: red }", "\u20135"],
  [".a::before { content: ';-' !important } p.a::before { content: '+' }", ";-5"],
  [".a::before { content: '-'; margin-right: 5px }", "- 5"],
  [".a { visibility: hidden } .a::before { content: '-7'; visibility: visible }", "-7"],
  [".a { text-decoration: line-through } .a::before { content: '-' }", "[struck out: -5]"],
  [".a::before { content: '-'; display: block }", "-\n5"],
])("signs and texts that a style sheet adds are read: %s", async (css, shown) => {
  const { lines } = await read(css, '<p class="a" data-sign="-">5</p>');
  expect(lines.join("\n")).toBe(shown);
});

test.each([
  ".a::before { content: '-' } p.a::before { content: none }",
  ".a::before { content: '-'; display: none }",
  ".a::before { content: '-'; opacity: 0; position: absolute }",
  ".a:hover::before { content: '-' }",
  "@media print { .a::before { content: '-' } }",
  ".a { content: '-' }",
  ".a::before { color: red }",
])("what a browser does not add is not read: %s", async (css) => {
  expect((await read(css, '<p class="a">5</p>')).lines).toEqual(["5"]);
});

test("a cell whose amount is only in an attribute that a style shows has that amount", async () => {
  const cell = (value: string) => `<td data-value="${value}"></td>`;
  const { lines } = await read(
    "td::after { content: attr(data-value) } tr::before { content: 'X' }",
    `<table><tr>${cell("-500.00")}${cell("6.00")}</tr></table>`,
  );
  expect(lines).toEqual(["-500.00 | 6.00"]);
});

test("an icon that a style adds keeps numbers apart; automatic numbers are reported", async () => {
  const css = ".i::before { content: '\\f068' } li::before { content: counter(item) '. ' }";
  const { lines, notes } = await read(css, "<p>12<i class=i></i>34<ul><li>5</ul>");
  expect(lines).toEqual(["12 34", "5"]);
  expect(notes.join()).toContain("adds characters");
});
