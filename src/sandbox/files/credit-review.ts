import { writeXlsx, type XlsxCell } from "./xlsx.ts";

/** A workbook with two visible sheets and one hidden sheet. */
export function writeCreditReview(): Buffer {
  return writeXlsx([
    { name: "Payments", rows: [["Invoice", "Due", "Paid", "Amount", "Days late"], ...payments, totals] },
    {
      name: "Limits & terms",
      rows: [
        ["Term", "Value"],
        ["Credit limit", { pounds: 25_000 }],
        ["Payment terms (days)", 30],
        ["Reviewed on", { date: "2026-05-12" }],
        ["Headroom", { formula: "B2-Payments!D7" }],
      ],
    },
    {
      name: "Internal",
      hidden: true,
      rows: [
        ["Note", "Owner"],
        ["Limit was raised above policy; see the minutes of 4 May", "R. Sandford"],
      ],
    },
  ]);
}

const payments: readonly (readonly XlsxCell[])[] = [
  payment("INV-20212", "2026-01-30", "2026-02-04", 4_218.4, 5),
  payment("INV-20240", "2026-02-27", "2026-03-19", 3_990, 20),
  payment("INV-20275", "2026-03-30", "2026-04-02", 5_104.75, 3),
  payment("INV-20311", "2026-04-30", "2026-06-08", 4_876.1, 39),
  ["INV-20358", { date: "2026-05-29" }, "unpaid", { pounds: 6_640.2 }, ""],
];

const totals: readonly XlsxCell[] = ["Total", "", "", { formula: "SUM(D2:D6)", value: 24_829.45 }, ""];

function payment(
  invoice: string,
  due: string,
  paid: string,
  pounds: number,
  late: number,
): readonly XlsxCell[] {
  return [invoice, { date: due }, { date: paid }, { pounds }, late];
}
