import { openMark } from "../output/marks.ts";

// Not text, or a duplicate: `shprslt` is a fallback picture for programs without shape support.
const notText =
  "fonttbl colortbl stylesheet info pict filetbl sn sv shprslt objdata nonshppict private xe tc rxe txe fldinst";
export const skippedDestinations: ReadonlySet<string> = new Set(notText.split(" "));

/** Optional, but read: it contains text boxes. */
export const optionalDestinations = new Set(["shpinst"]);

export const breaks = new Set(["par", "line", "sect", "page", "column", "nestcell", "nestrow"]);

/** Destinations that end with their group: headers, footers, footnotes and text boxes. */
export const destinations: ReadonlyMap<string, { begin: string; end: string }> = new Map([
  ...["header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf"].map(
    (name) => [name, { begin: "\n", end: "\n" }] as const,
  ),
  ["footnote", { begin: ` ${openMark("footnote")}: `, end: "]" }],
  ["shptxt", { begin: "\n", end: "\n" }],
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
  "~": "\u00a0",
  _: "\u2011",
  "{": "{",
  "}": "}",
  "\\": "\\",
};

const byCharset: Readonly<Record<number, string>> = {
  77: "macintosh",
  128: "shift_jis",
  129: "euc-kr",
  134: "gbk",
  136: "big5",
  161: "windows-1253",
  162: "windows-1254",
  163: "windows-1258",
  177: "windows-1255",
  178: "windows-1256",
  186: "windows-1257",
  204: "windows-1251",
  222: "windows-874",
  238: "windows-1250",
};

/** The encoding of a font's `\fcharset`; undefined for the document's own encoding. */
export function encodingOfCharset(charset: number): string | undefined {
  return byCharset[charset];
}

/** The encoding of `\ansicpg`; undefined if it is unknown. */
export function encodingOfCodePage(page: number): string | undefined {
  if ((page >= 1250 && page <= 1258) || page === 874) return `windows-${page}`;
  return { 932: "shift_jis", 936: "gbk", 949: "euc-kr", 950: "big5", 10000: "macintosh" }[page];
}
