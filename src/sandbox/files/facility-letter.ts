import { writePdf } from "./pdf.ts";
import { scanOf } from "./scan/scan.ts";
import { signedPage } from "./scan/scanned-texts.ts";

/** A bank's letter of three pages: text, then the signed page as a scan, then text. */
export function writeFacilityLetter(): Buffer {
  const signed = scanOf(signedPage, { skew: 0.006, seed: 77 });
  return writePdf([offer, signed, schedule], { title: "Facility letter", fontSize: 10, leading: 14 });
}

const offer = [
  "Thornleigh & District Bank",
  "",
  "Facility letter to Brackenhall Catering Ltd, 20 January 2026",
  "",
  "1.  Facility. An overdraft of up to \u00A360,000.00 until 31 January 2027.",
  "2.  Interest. 3.4% above the bank's base rate, charged each quarter.",
  "3.  Security. As set out in the schedule.",
  "",
  "The next page is signed by both parties.",
];

const schedule = [
  "Schedule: security",
  "",
  "a)  A debenture over all assets, registered on 2 February 2026.",
  "b)  A guarantee by T. Ashworth of up to \u00A320,000.00.",
  "c)  The bank may ask for monthly management accounts.",
];
