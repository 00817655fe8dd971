// Files of every kind that contain a text.
import { docx, paragraph, xlsx, zipOf } from "../../support/office-files.ts";
import { pdfFile, pdfOf, shown } from "../../support/pdf-files.ts";

const xml = (text: string) =>
  text
    // XML has no control characters but tabs and line breaks.
    .replace(/[^\P{Cc}\t\n\r]/gu, " ")
    .replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
// The standard fonts have no other characters, and these end a string.
const pdfText = (text: string) => text.replace(/[^\n\x20-\x7e]/g, " ").replace(/[\\()]/g, "\\$&");
const oneLine = (text: string) => text.replace(/\s+/g, " ");
const cell = (text: string) => `<row><c t="inlineStr"><is><t>${xml(text)}</t></is></c></row>`;

/** By file name. */
export const files: Record<string, (text: string) => string | Uint8Array> = {
  "a.txt": (text) => `Dear Sir,\n${text}\nYours`,
  "a.md": (text) => `# Terms\n\n${text}\n`,
  "a.csv": (text) => `name,total\n"${text.replaceAll('"', '""')}",1\n`,
  "a.json": (text) => JSON.stringify({ [text]: text }),
  "a.xml": (text) => `<a b="${xml(text)}">${xml(text)}</a>`,
  "a.html": (text) => `<title>${xml(text)}</title><p>${xml(text)}</p><p hidden>${xml(text)}</p>${text}`,
  "a.eml": (text) =>
    [
      `From: "${oneLine(text).replaceAll('"', "'")}" <a@example.com>`,
      `Subject: ${oneLine(text)}`,
      'Content-Type: multipart/mixed; boundary="bb"',
      "",
      "--bb",
      "Content-Type: text/plain; charset=utf-8",
      "",
      text,
      "--bb",
      `Content-Type: text/plain; name="${oneLine(text).replaceAll('"', "'")}.txt"`,
      "Content-Disposition: attachment",
      "",
      text,
      "--bb--",
    ].join("\r\n"),
  "a.rtf": (text) =>
    `{\\rtf1 ${text.replace(/[\\{}]/g, "\\$&").replace(/[^\x20-\x7e]/g, (one) => `\\u${one.charCodeAt(0)}?`)}\\par}`,
  "a.docx": (text) =>
    docx(
      `${text
        .split("\n")
        .map((line) => paragraph(xml(line)))
        .join("")}<w:p><w:commentReference w:id="1"/></w:p>`,
      {
        comments: `<w:comments><w:comment w:id="1" w:author="${xml(text)}">${paragraph(xml(text))}</w:comment></w:comments>`,
      },
    ),
  "a.xlsx": (text) => xlsx({ sheets: { [xml(text)]: cell(text), second: cell(text) } }),
  "sums.csv": (text) =>
    `name,"${text.replaceAll('"', '""')}"\nloan,"1.00 ${text.replaceAll('"', '""')}"\nloan,2.00\n`,
  "a.zip": (text) => zipOf({ [`${oneLine(text)}.txt`]: text, [text.replaceAll("\0", "")]: "x" }),
  "a.pdf": (text) => pdfFile(pdfOf([shown(...pdfText(text).split("\n")), shown("Second page")])),
};
