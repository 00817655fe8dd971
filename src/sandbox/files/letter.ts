import { writeDocx } from "./docx.ts";

/** A Word letter about payment terms, with a table. */
export function writeTermsLetter(): Buffer {
  return writeDocx([
    "Change of payment terms",
    "Thornleigh, 12 May 2026",
    "Dear Priya,",
    "Thank you for the talk on Friday. As agreed, the overdue balance of \u00A318,640.20 is paid in three instalments; deliveries go on as before.",
    [
      ["Instalment", "Due", "Amount"],
      ["First", "29 May 2026", "\u00A36,640.20"],
      ["Second", "26 June 2026", "\u00A36,000.00"],
      ["Third", "31 July 2026", "\u00A36,000.00"],
    ],
    "If an instalment is missed, the whole balance falls due & the credit limit drops to \u00A310,000.",
    "Credit limit until then:\t\u00A325,000",
    "Yours sincerely,",
    "Robin Sandford, Larkmoor Wholesale Ltd",
  ]);
}
