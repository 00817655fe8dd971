import { openMark } from "../../output/marks.ts";
import { fontWords } from "./fonts.ts";
import { formatWords } from "./styles.ts";
import { tableWords } from "./tables.ts";

// Not text, or a duplicate: `shprslt` is a fallback picture for programs without shape support.
const notText =
  "fonttbl colortbl stylesheet info pict filetbl sn sv shprslt objdata nonshppict nonesttables private xe tc rxe txe fldinst " +
  "ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn template revtbl listtable listoverridetable rsidtbl generator";
export const skippedDestinations: ReadonlySet<string> = new Set(notText.split(" "));

/**
 * Optional, but read, besides `destinations`: text boxes, nested tables, and what the reader takes from form fields, objects
 * and drawn text. A style that a program marks as optional is no destination.
 */
export const optionalDestinations: ReadonlySet<string> = new Set(
  "shpinst do nesttableprops formfield ffl ffdeftext fldinst cs ds ts s pict shppict ud moMath moMathPara".split(
    " ",
  ),
);

export const breaks = new Set([
  "par",
  "line",
  "lbr",
  "sect",
  "page",
  "column",
  "softline",
  "softpage",
  "softcol",
]);

/** Pictures and drawings, and what programs compute: the numbers of notes and pages, and dates. */
export const withoutText: ReadonlySet<string> = new Set(
  "pict object shp do chftn chatn chpgn sectnum chdate chdpl chdpa chtime".split(" "),
);

/** Destinations whose text the reader takes for a purpose of its own. */
export const capturedDestinations: ReadonlySet<string> = new Set("sn sv ffl ffdeftext".split(" "));

/** Destinations that end with their group: headers, footers, footnotes and text boxes. */
export const destinations: ReadonlyMap<string, { begin: string; end: string }> = new Map([
  ...["header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf"].map(
    (name) => [name, { begin: "\n", end: "\n" }] as const,
  ),
  ["footnote", { begin: ` ${openMark("footnote")}: `, end: "]" }],
  ["annotation", { begin: ` ${openMark("comment")}: `, end: "]" }],
  ["shptxt", { begin: "\n", end: "\n" }],
  ["dptxbxtext", { begin: "\n", end: "\n" }],
]);

export const characters: Readonly<Record<string, string>> = {
  tab: "\t",
  emdash: "—",
  endash: "–",
  emspace: " ",
  enspace: " ",
  bullet: "•",
  lquote: "‘",
  rquote: "’",
  ldblquote: "“",
  rdblquote: "”",
  // Between the parts of a formula that have a place of their own on the page: a half must not become 12.
  mden: "/",
  msup: "^",
  msub: "_",
  mrad: "√",
  "~": "\u00a0",
  _: "\u2011",
  "{": "{",
  "}": "}",
  "\\": "\\",
};

/** All control words that mean something to the reader, besides those of form fields. Most words are about looks. */
export const knownWords: ReadonlySet<string> = new Set([
  ...skippedDestinations,
  ...capturedDestinations,
  ...destinations.keys(),
  ...breaks,
  ...Object.keys(characters),
  ...withoutText,
  ...tableWords,
  ...fontWords,
  ...formatWords,
  ..."u uc ud upr f fs s cs ds pard plain formfield stylesheet".split(" "),
]);
