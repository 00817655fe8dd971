// The text of a PDF of 400 pages, each in a new process.
import { measureOneCall } from "./one-call.mjs";
import { pdfOf } from "./pdf.mjs";
import { longText } from "./requests.mjs";

const pages = 400;
const linesPerPage = 50;

export async function measureText(file, { settings }, rounds) {
  const check = ({ content }) => {
    if (!content.at(-1).text.includes("Page 1, line 1"))
      throw new Error("The text of the document is missing.");
  };
  return { pages, ...(await measureOneCall(file, settings, { ...longText, check, rounds })) };
}

/** A PDF of pages of text lines. */
export function longFile() {
  const font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>";
  return pdfOf(pages, (nth) => ({
    resources: `<< /Font << /F ${font} >> >>`,
    content: `BT /F 10 Tf 14 TL 50 800 Td\n${linesOf(nth + 1)}\nET`,
  }));
}

function linesOf(page) {
  return Array.from({ length: linesPerPage }, (_, line) => {
    const amount = ((page * 7919 + line * 104_729) % 1_000_000) / 100;
    return `(Page ${page}, line ${line + 1}: invoice ${page * 100 + line} of Example Ltd, ${amount.toFixed(2)} GBP) Tj T*`;
  }).join("\n");
}
