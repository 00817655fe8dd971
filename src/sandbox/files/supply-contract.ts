import { writePdf } from "./pdf.ts";

/** A one-page contract: terms, limits, and amounts in words and figures. */
export function writeSupplyContract(): Buffer {
  return writePdf([lines], { title: "Supply agreement LW-2026-014", fontSize: 10, leading: 14 });
}

const lines = [
  "SUPPLY AGREEMENT LW-2026-014",
  "",
  'between Larkmoor Wholesale Ltd ("the Supplier"), 3 Market Place, Thornleigh XL2 5QT,',
  'and Brackenhall Catering Ltd ("the Customer"), Brackenhall House, 14 Quarry Way, Calderfold XB4 7QT.',
  "",
  "Dated 2 February 2026",
  "",
  "1.  Goods. The Supplier delivers ambient, chilled and frozen food to the Customer's site at Unit 6,",
  "    Old Dairy Yard, Foxholm, on Mondays, Wednesdays and Fridays before 07:30.",
  "",
  "2.  Term. Twenty-four months from 1 March 2026. Either party may end it with three months' notice.",
  "",
  "3.  Volume. The Customer buys goods for at least \u00A3180,000.00 (one hundred and eighty thousand pounds)",
  "    net of VAT in each contract year. A shortfall is charged at 4% of the missing amount.",
  "",
  "4.  Prices. By the price list of 1 March 2026, less 6.5%. Prices may be reviewed once a quarter.",
  "",
  "5.  Payment. Thirty days from the date of invoice. Interest on late payment: 8% a year above base rate.",
  "",
  "6.  Credit. The credit limit is \u00A325,000.00. Above it, deliveries are made against payment in advance.",
  "",
  "7.  Rebate. Purchases above \u00A3240,000.00 in a contract year earn a rebate of 1.25%, credited in April.",
  "",
  "8.  Retention of title. Goods stay the property of the Supplier until they are paid for in full.",
  "",
  "9.  Guarantee. T. Ashworth, director of the Customer, guarantees debts of up to \u00A310,000.00.",
  "",
  "10. Assignment. The Supplier may assign its claims under this agreement to a lender without consent.",
  "",
  "11. Law. The law of England and Wales applies.",
  "",
  "Signed for the Supplier:  R. Sandford, managing director        Signed for the Customer:  P. Nandakumar, finance",
];
