import { expect, test } from "vitest";
import { readHtml } from "../../../src/document-text/formats/html.ts";
import { readInto } from "../../support/array-sink.ts";

const read = async (html: string) => (await readInto(readHtml, `<meta charset="utf-8">${html}`)).lines;

const contents = "style='display: contents'";

test.each([
  ["a flexible box", `<div style='display: flex'><i ${contents}><b>12</b><b>34</b></i></div>`, ["12 34"]],
  ["a slot", "<div style='display: flex'><slot><b>12</b><b>34</b></slot></div>", ["12 34"]],
  [
    "a grid",
    `<div style='display: grid'><div ${contents}><i>Fee</i><i>12</i><i>34</i></div></div>`,
    ["Fee", "12", "34"],
  ],
  [
    "a column",
    `<div style='display: flex; flex-direction: column'><i ${contents}><b>12</b><b>34</b></i></div>`,
    ["12", "34"],
  ],
  [
    "an older box",
    `<div style='display: -webkit-box'><i ${contents}><div>12</div><div>34</div></i></div>`,
    ["12 34"],
  ],
  [
    "two such elements",
    `<div style='display: flex'><i ${contents}><i ${contents}><b>12</b><b>34</b></i><b>5</b></i></div>`,
    ["12 34 5"],
  ],
  [
    "a table that a style makes",
    `<div style='display: table-row'><i ${contents}><b style='display: table-cell'>12</b><b style='display: table-cell'>34</b></i></div>`,
    ["12 | 34"],
  ],
  [
    "a slot whose style is taken back",
    "<div style='display: flex'><slot style='display: block; display: revert'><b>1</b><b>2</b></slot></div>",
    ["1 2"],
  ],
  [
    "a rule",
    "<style>.a { display: flex } .a > * { display: contents }</style><div class=a><div><b>12</b><b>34</b></div></div>",
    ["12 34"],
  ],
])(
  "what is in an element without a box is placed as in the element around it: %s",
  async (_, html, lines) => {
    expect(await read(html)).toEqual(lines);
  },
);

test.each([
  ["text of its own", `<div style='display: flex'>12<i ${contents}>34</i></div>`, ["1234"]],
  ["a line of text", `<p>12<i ${contents}>34</i>5</p>`, ["12345"]],
  [
    "a slot with a box",
    "<div style='display: flex'><slot style='display: block'><b>1</b>2</slot></div>",
    ["12"],
  ],
  [
    "room at its sides",
    "<p>12<i style='display: contents; margin: 0 20px; padding: 9px'>34</i></p>",
    ["1234"],
  ],
  ["a place", "<p>12<i style='display: contents; position: relative; left: 30px'>34</i></p>", ["1234"]],
  ["what only boxes have", "<div style='display: contents; opacity: 0; position: absolute'>12</div>", ["12"]],
])("an element without a box sets nothing apart and hides nothing: %s", async (_, html, lines) => {
  expect(await read(html)).toEqual(lines);
});

test.each([
  '<img src="a.gif">',
  '<img src="a.gif" style="display: inline">',
  '<img src="a.gif" style="visibility: hidden">',
  "<picture><source srcset=a><img src=b></picture>",
  "<canvas>9</canvas>",
  "<iframe src=a>9</iframe>",
  "<object data=a>9</object>",
  "<video>9</video>",
  "<audio controls></audio>",
  "<embed src=a>",
  "<svg><path d='M0 0'/></svg>",
  "<input>",
  "<input type=range>",
  "<select></select>",
  "<button></button>",
  "<meter></meter>",
  "<progress></progress>",
  "<marquee></marquee>",
])("numbers around %s are not joined", async (html) => {
  expect(await read(`<p>1,250${html}340</p>`)).toEqual(["1,250 340"]);
  expect(await read(`<p><b>1,250</b><i>${html}</i><b>340</b></p>`)).toEqual(["1,250 340"]);
});

test.each([
  '<img src="spacer.gif" width="1" height="1">',
  "<img src=a style='display: none'>",
  "<iframe style='display: none'></iframe>",
  "<input type=hidden value=5>",
  "<audio></audio>",
  "<object></object>",
  "<wbr>",
  "<script>9</script>",
  "<style>b { color: red }</style>",
  "<template>9</template>",
  "<datalist><option>9</datalist>",
  "<rp>(</rp>",
])("a number around %s, which takes up hardly any room, stays one", async (html) => {
  expect(await read(`<p>1,${html}250</p>`)).toEqual(["1,250"]);
});
