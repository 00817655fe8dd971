import { writePdf } from "./pdf.ts";
import { scanOf } from "./scan/scan.ts";
import { contractPages } from "./scan/scanned-texts.ts";

/** A signed contract of two pages, scanned: it has no text. */
export function writeFrameworkContract(): Buffer {
  const [first, second] = contractPages;
  const pages = [scanOf(first, { skew: 0.011, seed: 2024 }), scanOf(second, { skew: -0.007, seed: 2025 })];
  return writePdf(pages, { title: "Scan", fontSize: 10, leading: 14 });
}
