import { writePdf } from "./pdf.ts";
import { scanOf } from "./scan/scan.ts";

/** A signed contract of two pages, scanned: it has no text. */
export function writeFrameworkContract(): Buffer {
  const pages = [
    scanOf(firstPage, { skew: 0.011, seed: 2024 }),
    scanOf(secondPage, { skew: -0.007, seed: 2025 }),
  ];
  return writePdf(pages, { title: "Scan", fontSize: 10, leading: 14 });
}

const firstPage = [
  "FRAMEWORK AGREEMENT BC-2025-031",
  "",
  'between Brackenhall Catering Ltd ("the Caterer"), Brackenhall House,',
  "14 Quarry Way, Calderfold XB4 7QT, and Wexcombe Schools Trust",
  '("the Trust"), 2 Chapel Row, Wexcombe XW1 8LD.',
  "",
  "1. Services. The Caterer provides lunches at the Trust’s four schools",
  "on every school day, for 1,150 pupils on average.",
  "",
  "2. Term. From 1 September 2025 to 31 August 2028. The Trust may",
  "extend the term once, by twelve months, with notice by 31 March 2028.",
  "",
  "3. Price. £2.86 for each meal, without VAT. The price follows the food",
  "index each September, by 4% at most.",
  "",
  "4. Volume. The Trust guarantees payment for 190,000 meals in each",
  "school year, which is £543,400 at the first price.",
  "",
  "5. Payment. Within 45 days of a monthly invoice. The Trust may deduct",
  "5% as a retention until the annual review in July.",
  "",
  "6. Quality. A complaint that is not answered within ten working days",
  "reduces the invoice of that month by £750.",
];

const secondPage = [
  "7. Insurance. The Caterer holds public liability cover of £5,000,000.",
  "",
  "8. Staff. Wages follow the local pay scale. The Caterer bears rises.",
  "",
  "9. Change of control. If more than half of the Caterer’s shares change",
  "hands, the Trust may terminate with 60 days’ notice.",
  "",
  "10. Assignment. The Caterer may not assign or charge its claims",
  "without the Trust’s written consent.",
  "",
  "11. Termination. Either party may terminate for a material breach that",
  "is not cured within 30 days.",
  "",
  "12. Law. The law of England and Wales applies.",
  "",
  "",
  "Signed on 14 July 2025",
  "",
  "P. Nandakumar, finance director, for the Caterer",
  "",
  "H. Okafor, chair, for the Trust",
];
