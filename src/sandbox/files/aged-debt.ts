import { type Random, seededRandom } from "../random.ts";
import { writePdf } from "./pdf.ts";

interface Debt {
  readonly invoice: string;
  readonly due: string;
  readonly days: number;
  readonly pounds: number;
  readonly note: string;
}

const pages = 14;
const linesPerPage = 80;
const heads = ["Invoice", "Site", "Due", "Age", "Note", "Amount", "Next step"];
const tabStops = [42, 132, 185, 230, 380, 418];

const buckets = [
  [0, "not yet due"],
  [30, "1 to 30 days"],
  [60, "31 to 60 days"],
  [90, "61 to 90 days"],
] as const;

/** A report of 14 pages and about 140,000 characters. */
export function writeAgedDebtReport(): Buffer {
  const random = seededRandom(90);
  const sheets = Array.from({ length: pages }, (_, index) => [
    `Larkmoor Wholesale Ltd. Aged debt by site of Brackenhall Catering Ltd at 31 May 2026. Page ${index + 1} of ${pages}.`,
    "",
    heads.join("\t"),
    ...Array.from({ length: linesPerPage }, (_, line) => reportLine(random, index * linesPerPage + line)),
  ]);
  return writePdf(sheets, { title: "Aged debt report, May 2026", fontSize: 6, leading: 9, tabStops });
}

function reportLine(random: Random, index: number): string {
  const debt = debtOf(random, index);
  return [
    debt.invoice,
    random.pick(sites),
    `due ${debt.due}`,
    bucketOf(debt.days),
    debt.note,
    `\u00A3${money(debt.pounds)}`,
    random.pick(steps),
  ].join("\t");
}

/** A similar list, as a spreadsheet program on Windows saves it: Windows-1252, semicolons, CRLF. */
export function writeAgedDebtCsv(): Buffer {
  const random = seededRandom(91);
  const rows = Array.from({ length: 40 }, (_, index) => {
    const debt = debtOf(random, index);
    return [
      debt.invoice,
      random.pick(sites),
      debt.due,
      bucketOf(debt.days),
      `\u00A3${money(debt.pounds)}`,
      debt.note,
    ];
  });
  const head = ["Invoice", "Site", "Due", "Bucket", "Amount", "Note (rate: \u20AC1 = \u00A30.86)"];
  const text = [head, ...rows].map((row) => `${row.map(quote).join(";")}\r\n`).join("");
  // Windows-1252 differs from Latin-1 in 0x80 to 0x9F, which includes the euro sign.
  return Buffer.from(text.replaceAll("\u20AC", "\u0080"), "latin1");
}

function debtOf(random: Random, index: number): Debt {
  const days = random.between(-20, 140);
  return {
    invoice: `INV-${20_400 + index}`,
    due: dayBefore(days),
    days,
    pounds: random.between(4_500, 480_000) / 100,
    note: random.pick(notes),
  };
}

function dayBefore(days: number): string {
  return new Date(Date.UTC(2026, 4, 31 - days)).toISOString().slice(0, 10);
}

function bucketOf(days: number): string {
  return buckets.find(([limit]) => days <= limit)?.[1] ?? "over 90 days";
}

/** Formats as 1,284.50, independent of the machine's locale data. */
function money(pounds: number): string {
  return pounds.toFixed(2).replace(/\B(?=(\d{3})+\.)/g, ",");
}

function quote(field: string): string {
  return /[;"]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}

const sites = [
  "Calderfold central kitchen",
  "Foxholm depot",
  "Caf\u00E9 Merrowby",
  "Wexcombe school meals",
  "Saltmarsh Green events",
] as const;

const notes = [
  "Promised by telephone for the end of the month",
  "Delivery note missing; a copy was sent twice",
  "Two cases short; credit note requested",
  "Query on the price of cr\u00E8me fra\u00EEche; passed to sales",
  "Statement sent; no answer yet",
] as const;

const steps = [
  "call again",
  "send the statement",
  "ask the depot",
  "issue the credit note",
  "stop deliveries",
] as const;
