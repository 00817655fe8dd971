// The texts of the scans, which have no text themselves.

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

/** The pages of a contract. */
export const contractPages = [firstPage, secondPage] as const;

/** The page of a letter that was signed. */
export const signedPage = [
  "Thornleigh & District Bank",
  "Facility letter of 20 January 2026, page 2",
  "",
  "Accepted for Brackenhall Catering Ltd on 26 January 2026",
  "",
  "P. Nandakumar, finance director",
  "",
  "Handwritten addition: the overdraft falls to £45,000 from 1 July 2026.",
];

/** A receipt. */
export const receiptLines = [
  "HARBOUR CASH & CARRY",
  "Quayside 7, Foxholm",
  "",
  "12 May 2026   10:42",
  "",
  "Rapeseed oil 20 l   £41.60",
  "Flour 16 kg           £13.25",
  "Butter 10 x 250 g  £22.90",
  "",
  "Subtotal               £77.75",
  "VAT 20%              £15.55",
  "TOTAL                 £93.30",
  "",
  "Card ending 4417",
  "Brackenhall Catering",
];
