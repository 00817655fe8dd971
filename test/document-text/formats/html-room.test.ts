import { expect, test } from "vitest";
import { readHtml } from "../../../src/document-text/formats/html.ts";
import { readInto } from "../../support/array-sink.ts";

const read = async (html: string) => (await readInto(readHtml, `<meta charset="utf-8">${html}`)).lines;

test.each([
  "margin-right: 20px",
  "margin: 0 4px",
  "margin-inline-end: .5em",
  "margin-right: 3pt",
  "margin-right: 1%",
  "margin-right: calc(1em + 2px)",
  "margin-right: 12px !important; margin-right: 0",
  "padding: 5px",
  "padding-right: 1rem",
  "border: 6px solid",
  "border-right: 1px solid gray",
  "position: relative; left: -30px",
  "letter-spacing: 20px",
  "display: inline-block",
])("two numbers that %s keeps apart are not joined", async (style) => {
  expect(await read(`<p><span style="${style}">12</span><span>34</span></p>`)).toEqual(["12 34"]);
  expect(await read(`<style>p .a { ${style} }</style><p><b class="a">12</b>34</p>`)).toEqual(["12 34"]);
});

test.each([
  "font-weight: bold",
  "margin-right: 2px",
  "padding: 0 2px",
  "border: 1px solid",
  "border-right: none",
  "margin: 20px 0",
  "margin-right: 20px; margin-right: 0",
  "margin-right: -1px",
  "padding-right: 8px; margin-right: -8px",
  "position: relative; top: 1px",
  "letter-spacing: -1px",
])("the parts of a number stay together around a part with %s", async (style) => {
  expect(await read(`<p>12<span style="${style}">34</span>5</p>`)).toEqual(["12345"]);
});

test.each([
  ["two elements", '<b style="padding-right: 2px">12</b><b style="padding-left: 2px">34</b>', "12 34"],
  [
    "elements inside each other",
    '<b style="margin-right: 2px"><i style="margin-right: 2px">12</i></b>34',
    "12 34",
  ],
  ["an element without text", '12<span style="margin-left: 9px"></span>34', "12 34"],
  ["a box without text", '12<span style="display: inline-block; width: 1em"></span>34', "12 34"],
  ["a narrow box without text", '12<span style="display: inline-block; width: 1px"></span>34', "1234"],
  ["a box that moves back", '12<span style="display: inline-block; margin-left: -2px"></span>34', "1234"],
  ["large text", '<big style="font-size: 40px">12<b style="margin-left: 4px">34</b></big>', "1234"],
  ["a picture", '12<img src="a.png">34', "12 34"],
  ["a picture of one pixel", '12<img src="a.png" width="1">34', "1234"],
  ["an empty field", '12<input value="">34', "12 34"],
  ["a hidden field", '12<input type="hidden" value="">34', "1234"],
  ["an empty list", "12<select></select>34", "12 34"],
  ["a drawing", "12<canvas></canvas>34<svg></svg>56", "12 34 56"],
  ["invisible spaces", '12<span style="visibility: hidden"> </span>34', "12 34"],
  [
    "the end of a sentence",
    'See (<code style="padding: 0 5px">12</code>), <code style="padding: 0 5px">34</code>.',
    "See (12), 34.",
  ],
  ["a decimal point", '<b style="margin-right: 8px">12</b>.50', "12 .50"],
  ["a possible line break", "12<wbr>34&shy;5", "12345"],
  ["a large first letter", '<b style="float: left; font-size: 3em; margin-right: 4px">O</b>nce', "Once"],
  ["a large first digit", '<b style="float: left; font-size: 3em">1</b>2', "1 2"],
])("room is that of all between two texts: %s", async (_, html, line) => {
  expect(await read(`<p>${html}</p>`)).toEqual([line]);
});
