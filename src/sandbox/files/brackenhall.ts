import { writeAgedDebtCsv, writeAgedDebtReport } from "./aged-debt.ts";
import { writeBankStatements } from "./bank-statements.ts";
import { writeCreditReview } from "./credit-review.ts";
import { writeDeliveryProofs } from "./delivery-proofs.ts";
import { writeLogoPng, writeScriptedSvg } from "./drawing.ts";
import { writeEmail, writeForwardedEmail } from "./email.ts";
import { writeFacilityLetter } from "./facility-letter.ts";
import { file, type StoredFile } from "./file.ts";
import { writeFrameworkContract } from "./framework-contract.ts";
import { writeInvoice } from "./invoice.ts";
import { writeTermsLetter } from "./letter.ts";
import { creditLimitMessage, paymentHistory } from "./old-office.ts";
import { receiptPhoto } from "./scan/receipt-photo.ts";
import { writeSupplyContract } from "./supply-contract.ts";
import { writeHarmlessText, writeInstructions, writeVisitNotes } from "./text.ts";

const bankStatementsLength = 12 * 1024 * 1024;

/** One file of every type, attached to one customer of the wholesaler. Some names, types and sizes are wrong on purpose. */
export const brackenhallFiles: readonly StoredFile[] = [
  file({
    id: "f0000000-0000-4000-8000-000000000001",
    name: "supply-agreement-2026.pdf",
    contentType: "application/pdf",
    dateCreated: "2026-02-02T15:20:11Z",
    build: writeSupplyContract,
  }),
  file({
    id: "f0000000-0000-4000-8000-000000000002",
    name: "aged-debt-report-may-2026.pdf",
    contentType: "application/pdf",
    dateCreated: "2026-06-01T07:30:00Z",
    build: writeAgedDebtReport,
  }),
  file({
    id: "f0000000-0000-4000-8000-000000000003",
    name: "logo.png",
    contentType: "image/png",
    dateCreated: "2025-11-19T12:00:45Z",
    build: writeLogoPng,
  }),
  file({
    id: "f0000000-0000-4000-8000-000000000004",
    name: "aged-debt-export.csv",
    // The type that Windows with Excel reports for a CSV file.
    contentType: "application/vnd.ms-excel",
    dateCreated: "2026-06-01T07:31:22",
    build: writeAgedDebtCsv,
  }),
  file({
    id: "f0000000-0000-4000-8000-000000000005",
    name: "change-of-terms.docx",
    contentType: null,
    dateCreated: "2026-05-12T09:14:03Z",
    build: writeTermsLetter,
  }),
  file({
    id: "f0000000-0000-4000-8000-000000000006",
    name: "credit-review.xlsx",
    contentType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    dateCreated: "2026-05-12T10:02:36.4400000Z",
    build: writeCreditReview,
  }),
  file({
    id: "f0000000-0000-4000-8000-000000000007",
    name: "site-visit-notes.txt",
    contentType: "text/plain",
    dateCreated: "2026-06-04T17:48:00Z",
    fileSize: null,
    build: writeVisitNotes,
  }),
  file({
    id: "f0000000-0000-4000-8000-000000000008",
    name: "FW remittance advice.eml",
    contentType: "message/rfc822",
    dateCreated: "2026-06-15T09:05:00Z",
    includeWhenSent: undefined,
    build: writeEmail,
  }),
  file({
    id: "f0000000-0000-4000-8000-000000000009",
    name: "scan0001.pdf",
    contentType: "application/pdf",
    dateCreated: "2026-01-08T08:00:00Z",
    build: () => Buffer.alloc(0),
  }),
  file({
    id: "f0000000-0000-4000-8000-000000000010",
    name: "bank-statements.zip",
    contentType: "application/zip",
    dateCreated: "2026-01-12T13:37:50Z",
    fileSize: bankStatementsLength,
    build: () => writeBankStatements(bankStatementsLength),
  }),
  file({
    id: "f0000000-0000-4000-8000-000000000011",
    name: "company-stamp.png",
    contentType: "image/png",
    dateCreated: "2026-03-03T11:11:11Z",
    build: writeScriptedSvg,
  }),
  file({
    id: "file 12 & co;1",
    name: "../../etc/passwd\u202Efdp.exe. .",
    contentType: "text/plain",
    dateCreated: "2026-03-17T22:59:59Z",
    build: writeHarmlessText,
  }),
  file({
    id: "f0000000-0000-4000-8000-000000000013",
    name: "reference-letter.txt",
    contentType: "text/plain",
    dateCreated: "2026-06-20T14:25:00Z",
    includeWhenSent: true,
    build: writeInstructions,
  }),
  file({
    id: "f0000000-0000-4000-8000-000000000014",
    name: "framework-agreement-signed.pdf",
    contentType: "application/pdf",
    dateCreated: "2025-07-15T10:12:00Z",
    fileSize: 460_838,
    build: writeFrameworkContract,
  }),
  file({
    id: "f0000000-0000-4000-8000-000000000015",
    name: "IMG_0412.jpg",
    contentType: "image/jpeg",
    dateCreated: "2026-05-12T10:44:31Z",
    build: () => Buffer.from(receiptPhoto, "base64"),
  }),
  file({
    id: "f0000000-0000-4000-8000-000000000016",
    name: "facility-letter-2026.pdf",
    contentType: "application/pdf",
    dateCreated: "2026-01-27T09:30:00Z",
    fileSize: 199_510,
    build: writeFacilityLetter,
  }),
  file({
    id: "f0000000-0000-4000-8000-000000000017",
    name: "payment-history.xls",
    contentType: "application/vnd.ms-excel",
    dateCreated: "2025-12-31T16:00:00Z",
    build: () => Buffer.from(paymentHistory, "base64"),
  }),
  file({
    id: "f0000000-0000-4000-8000-000000000018",
    name: "RE credit limit.msg",
    contentType: "application/vnd.ms-outlook",
    dateCreated: "2026-05-13T08:12:00Z",
    build: () => Buffer.from(creditLimitMessage, "base64"),
  }),
  file({
    id: "f0000000-0000-4000-8000-000000000019",
    name: "FW FW remittance.eml",
    contentType: "message/rfc822",
    dateCreated: "2026-06-18T07:21:00Z",
    build: writeForwardedEmail,
  }),
  file({
    id: "f0000000-0000-4000-8000-000000000020",
    name: "proofs-of-delivery-june.zip",
    contentType: "application/x-zip-compressed",
    dateCreated: "2026-06-17T15:00:00Z",
    build: writeDeliveryProofs,
  }),
  file({
    id: "f0000000-0000-4000-8000-000000000021",
    name: "INV-20358.pdf",
    contentType: "application/pdf",
    dateCreated: "2026-04-29T12:00:00Z",
    build: writeInvoice,
  }),
];
