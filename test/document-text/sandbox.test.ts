import { expect, test } from "vitest";
import { readerOf } from "../../src/document-text/registry.ts";
import { writeCreditReview } from "../../src/sandbox/files/credit-review.ts";
import { writeEmail } from "../../src/sandbox/files/email.ts";
import { writeTermsLetter } from "../../src/sandbox/files/letter.ts";
import { readInto } from "../support/array-sink.ts";

const officeType = "application/vnd.openxmlformats-officedocument";

test("the letter's paragraphs and its table are read", async () => {
  const reader = await readerOf(`${officeType}.wordprocessingml.document`);
  const { lines, notes } = await readInto(reader, writeTermsLetter());
  expect({ lines, notes }).toMatchInlineSnapshot(`
    {
      "lines": [
        "Change of payment terms",
        "Thornleigh, 12 May 2026",
        "Dear Priya,",
        "Thank you for the talk on Friday. As agreed, the overdue balance of £18,640.20 is paid in three instalments; deliveries go on as before.",
        "Instalment | Due | Amount",
        "First | 29 May 2026 | £6,640.20",
        "Second | 26 June 2026 | £6,000.00",
        "Third | 31 July 2026 | £6,000.00",
        "If an instalment is missed, the whole balance falls due & the credit limit drops to £10,000.",
        "Credit limit until then:	£25,000",
        "Yours sincerely,",
        "Robin Sandford, Larkmoor Wholesale Ltd",
      ],
      "notes": [],
    }
  `);
});

test("all sheets of the workbook are read, including the hidden one; a formula without a stored value is marked", async () => {
  const reader = await readerOf(`${officeType}.spreadsheetml.sheet`);
  const { lines, notes } = await readInto(reader, writeCreditReview());
  expect({ lines, notes }).toMatchInlineSnapshot(`
    {
      "lines": [
        "# sheet “Payments”",
        "1: Invoice | Due | Paid | Amount | Days late",
        "2: INV-20212 | 2026-01-30 | 2026-02-04 | 4,218.40 | 5",
        "3: INV-20240 | 2026-02-27 | 2026-03-19 | 3,990.00 | 20",
        "4: INV-20275 | 2026-03-30 | 2026-04-02 | 5,104.75 | 3",
        "5: INV-20311 | 2026-04-30 | 2026-06-08 | 4,876.10 | 39",
        "6: INV-20358 | 2026-05-29 | unpaid | 6,640.20",
        "7: Total |  |  | 24,829.45",
        "# sheet “Limits & terms”",
        "1: Term | Value",
        "2: Credit limit | 25,000.00",
        "3: Payment terms (days) | 30",
        "4: Reviewed on | 2026-05-12",
        "5: Headroom | (=B2-Payments!D7: no stored value)",
        "# sheet “Internal” (hidden)",
        "1: Note | Owner",
        "2: Limit was raised above policy; see the minutes of 4 May | R. Sandford",
      ],
      "notes": [
        "Each row starts with its row number, followed by its cells from column A on, separated by “ | ”. Empty rows are omitted.",
      ],
    }
  `);
});

test("the email's headers, text and attachment names are read", async () => {
  const reader = await readerOf("message/rfc822");
  const { lines, notes } = await readInto(reader, writeEmail());
  expect({ lines, notes }).toMatchInlineSnapshot(`
    {
      "lines": [
        "# headers",
        "From: Priya Nandakumar <priya.nandakumar@brackenhall-catering.example>",
        "To: Ledger <ledger@larkmoor-wholesale.example>",
        "Date: Mon, 15 Jun 2026 10:04:00 +0100",
        "Subject: Remittance advice for café deliveries",
        "# message",
        "Hello,",
        "",
        "£6,640.20 left our account on Thursday for the May deliveries, café Merrowby included. The advice is attached.",
        "",
        "Priya",
      ],
      "notes": [],
    }
  `);
});
