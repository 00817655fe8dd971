import { describe, expect, test } from "vitest";
import { readHtml } from "../../../src/document-text/formats/html.ts";
import { readInto } from "../../support/array-sink.ts";

const read = async (html: string) => (await readInto(readHtml, `<meta charset="utf-8">${html}`)).lines;

const keywords = ["initial", "inherit", "unset", "revert", "revert-layer"];

describe.each(keywords)("a property that is set to %s", (keyword) => {
  test.each([
    ["display", "display: none"],
    ["all", "display: none"],
    ["all", "opacity: 0"],
    ["font-size", "font-size: 0"],
    ["font", "font-size: 0"],
    ["position", "position: absolute; left: -9999px"],
    ["visibility", "visibility: hidden"],
    ["opacity", "opacity: 0"],
    ["clip-path", "clip-path: inset(50%)"],
    ["text-indent", "text-indent: -9999px"],
    ["color", "color: transparent"],
    ["left", "position: absolute; left: -9999px"],
    ["inset", "position: absolute; inset: 0 auto auto -9999px"],
    ["margin-left", "margin-left: -9999px"],
    ["margin", "margin-left: -9999px"],
    ["transform", "transform: scale(0)"],
    ["filter", "filter: opacity(0)"],
    ["all", "color: transparent"],
    ["all", "position: absolute; left: -9999px"],
  ])("no longer hides text: %s after %s", async (name, hiding) => {
    const css = `.a { ${hiding} } .a.b { ${name}: ${keyword} }`;
    expect(await read(`<style>${css}</style><p class="a b">Total 5</p>`)).toEqual(["Total 5"]);
    expect(await read(`<p style="${hiding}; ${name}: ${keyword}">Total 5</p>`)).toEqual(["Total 5"]);
    const query = `.a { ${hiding} } @media (min-width: 600px) { .a { ${name}: ${keyword} } }`;
    expect(await read(`<style>${query}</style><p class=a>Total 5</p>`)).toEqual(["Total 5"]);
  });
});

test.each([
  ["revert", ["6"]],
  ["revert-layer", ["6"]],
  ["unset", ["56"]],
  ["inherit", ["5", "6"]],
])("a hidden element whose display is set to %s is what a browser makes of it", async (keyword, lines) => {
  expect(await read(`<div hidden style="display: ${keyword}">5</div>6`)).toEqual(lines);
});

test.each([
  ["revert", "[struck out: 5] 6 [struck out: 7]"],
  ["unset", "5 6 7"],
  ["initial", "5 6 7"],
])(
  "of elements struck out by their name and by a style, %s leaves the former or none",
  async (keyword, line) => {
    const decoration = `text-decoration: ${keyword}`;
    const html = `<s style="${decoration}">5</s> <b style="text-decoration: line-through; ${decoration}">6</b> <del style="all: ${keyword}">7</del>`;
    expect(await read(html)).toEqual([line]);
  },
);

test.each([
  ["visibility: inherit", "<p style='visibility: hidden'>6<b style='visibility: inherit'>7</b></p>5", ["5"]],
  [
    "font-family: inherit",
    "<p style='font-family: Wingdings'><b style='font-family: inherit'>\u00fc</b></p>",
    ["✓"],
  ],
  [
    "display: inherit",
    "<div style='display: flex'><div style='display: inherit'><b>12</b><b>34</b></div></div>",
    ["12 34"],
  ],
  ["color: inherit", "<p style='color: transparent'>6<b style='color: inherit'>7</b></p>5", ["5"]],
  [
    "all: unset",
    "<p style='color: transparent'>6<b style='text-shadow: 0 0 red; all: unset'>7</b></p>5",
    ["5"],
  ],
  [
    "letter-spacing: unset",
    "<p style='letter-spacing: 20px'><b style='letter-spacing: 0; letter-spacing: unset'>12</b><b>34</b></p>",
    ["1234"],
  ],
  ["margin: unset", "<p>12<b style='margin: 0 20px; margin: unset'>34</b></p>", ["1234"]],
  ["border: initial", "<p>12<b style='border-left: 9px solid; border: initial'>34</b></p>", ["1234"]],
  ["all: unset of a bdo", "<p><bdo dir=rtl style='all: unset'>12</bdo></p>", ["21"]],
  ["unicode-bidi: revert", "<p><bdo dir=rtl style='unicode-bidi: revert'>12</bdo></p>", ["21"]],
  ["unicode-bidi: unset", "<p><bdo dir=rtl style='unicode-bidi: unset'>12</bdo></p>", ["12"]],
  ["display: revert", "<p><b style='display: block; display: revert'>12</b>34</p>", ["1234"]],
])("an element with %s is like the one around it, or as its name says", async (_, html, lines) => {
  expect(await read(html)).toEqual(lines);
});
