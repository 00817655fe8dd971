import { type Area, drawImage, type Picture } from "../../src/document-image/draw-image.ts";
import { writeFacilityLetter } from "../../src/sandbox/files/facility-letter.ts";
import { writeFrameworkContract } from "../../src/sandbox/files/framework-contract.ts";
import { receiptPhoto } from "../../src/sandbox/files/scan/receipt-photo.ts";
import { contractPages, receiptLines, signedPage } from "../../src/sandbox/files/scan/scanned-texts.ts";
import { pdfFile, pdfOf } from "../support/pdf-files.ts";

interface Sample {
  name: string;
  picture: Picture;
  /** What is written on it. */
  lines: readonly string[];
}

/** The sandbox's scans as the server shows them, and 4-point print in an area of a page. */
export async function* samples(worker: URL): AsyncGenerator<Sample> {
  const draw = async (bytes: Uint8Array, type: string, page = 1, area?: Area) => {
    const signal = new AbortController().signal;
    const drawing = drawImage(
      { bytes, type },
      { worker, signal, page, area, maxSide: 1568, maxBytes: 716_800 },
    );
    const picture = await drawing.picture;
    await drawing.gone;
    return picture;
  };
  const pdf = "application/pdf";
  const contract = writeFrameworkContract();
  const [first, second] = contractPages;
  yield { name: "scanned contract, page 1", picture: await draw(contract, pdf), lines: first };
  yield { name: "scanned contract, page 2", picture: await draw(contract, pdf, 2), lines: second };
  yield {
    name: "scanned page of a letter",
    picture: await draw(writeFacilityLetter(), pdf, 2),
    lines: signedPage,
  };
  const photo = Buffer.from(receiptPhoto, "base64");
  yield { name: "photo of a receipt", picture: await draw(photo, "image/jpeg"), lines: receiptLines };
  const print = smallPrint(first);
  yield {
    name: "4-point print, magnified",
    picture: await draw(print, pdf, 1, [0, 0, 0.4, 0.25]),
    lines: first,
  };
}

function smallPrint(lines: readonly string[]): Uint8Array {
  const escaped = lines.map((line) =>
    line
      .replace(/[\\()]/g, "\\$&")
      .replaceAll("\u2019", "\\222")
      .replaceAll("\u2013", "\\226"),
  );
  const shown = escaped.map((line) => `(${line}) '`).join(" ");
  return pdfFile(pdfOf([`BT /F1 4 Tf 6 TL 40 800 Td ${shown} ET`]));
}
