import { writePdf } from "./pdf.ts";
import { writeZip, type ZipEntry } from "./zip.ts";

const deliveries = [
  { date: "2026-06-02", note: "DN-3098", crates: 14 },
  { date: "2026-06-09", note: "DN-3101", crates: 11 },
  { date: "2026-06-16", note: "DN-3107", crates: 17 },
];

/** A zip of PDFs, one per delivery. */
export function writeDeliveryProofs(): Buffer {
  const entries = deliveries.map(({ date, note, crates }): ZipEntry => {
    const lines = [
      `Proof of delivery ${note}`,
      "",
      `Delivered on ${date}: ${crates} crates`,
      "Received without damage",
    ];
    return [`proofs/${note}.pdf`, writePdf([lines], { title: note, fontSize: 12, leading: 18 })];
  });
  return writeZip(entries);
}
