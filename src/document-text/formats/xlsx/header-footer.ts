import { struckOut } from "../../output/marks.ts";
import { rowOf } from "../../output/row.ts";

// Codes for what changes with each page or print.
const placeholders: Record<string, string> = {
  P: "(page number)",
  N: "(number of pages)",
  D: "(date)",
  T: "(time)",
  F: "(file name)",
  Z: "(folder)",
  G: "",
};
const maxLength = 1000;
const codes = /&(?:"[^"]*"|K(?:[0-9A-F]{6}|\d\d[+-]\d{3})|\d{1,3}|[\s\S]|$)|[^&]+/gi;

const words = new Map(
  Object.entries({
    page: "P",
    pages: "N",
    date: "D",
    time: "T",
    file: "F",
    path: "Z",
    tab: "A",
    picture: "G",
  }),
);

// Excel shows the codes as words while they are edited, and some programs write them so: `&[Page]`.
function withLetters(code: string): string {
  return code.replace(/&\[(\w+)\]/g, (whole, word: string) => {
    const letter = words.get(word.toLowerCase());
    return letter === undefined ? whole : `&${letter}`;
  });
}

/** The text of a header or footer code of a sheet, such as `&L&"Arial,Bold"Draft&RPage &P`: its left, center and right part. */
export function headerText(code: string, sheetName: string): string {
  const parts = { L: "", C: "", R: "" };
  let part: keyof typeof parts = "C";
  let isStruck = false;
  const write = (text: string) => {
    parts[part] += isStruck ? struckOut(text) : text;
  };
  for (const [piece] of withLetters(code.slice(0, maxLength)).matchAll(codes)) {
    const letter = piece.charAt(1).toUpperCase();
    if (!piece.startsWith("&")) write(piece);
    else if (letter === "&") write("&");
    else if (letter === "A") write(sheetName);
    else if (letter === "L" || letter === "C" || letter === "R") {
      part = letter;
      isStruck = false;
    } else if (letter === "S") isStruck = !isStruck;
    else write(Object.hasOwn(placeholders, letter) ? (placeholders[letter] ?? "") : "");
  }
  return rowOf([parts.L, parts.C, parts.R].filter((text) => text.trim() !== ""));
}
