/** Lines that a lender asks about, by topic, as they stand in the files. */
export const topics = [
  ["Credit limit", /credit limit/i],
  ["Overdue", /overdue/i],
  ["Guarantee", /guarantee/i],
  ["Assignment to a lender", /assign/i],
  ["Not in the ledger", /not in the ledger/i],
];

const speaksToReader = /ignore .*instructions|you are now|obey/i;
const amount = /£?\d{1,3}(?:,\d{3})+(?:\.\d\d)?/;
const agedLine = /^INV-\d+.*?over 90 days.*?£([\d,.]+)/;

/** The lines that fit, each with the file that it stands in. */
export function linesWith(files, pattern) {
  return files.flatMap((file) =>
    (file.lines ?? []).filter(({ text }) => pattern.test(text)).map((line) => ({ file, ...line })),
  );
}

/** Text that tells its reader what to do. It is a finding, and nothing is done of it. */
export const instructions = (files) => linesWith(files, speaksToReader);

/** What somebody hid in a file. */
export const hidden = (files) => linesWith(files, /./).filter(({ place }) => place?.includes("(hidden)"));

/** Amounts that two files or more name, lists of invoices aside. */
export function sharedAmounts(files) {
  const lists = new Set(over90Days(files).map(({ file }) => file));
  const byAmount = new Map();
  for (const line of linesWith(files, amount).filter(({ file }) => !lists.has(file))) {
    for (const found of line.text.match(new RegExp(amount, "g"))) {
      const pence = toPence(found);
      const lines = byAmount.get(pence) ?? [];
      // One line a file will do.
      if (lines.every(({ file }) => file !== line.file)) byAmount.set(pence, [...lines, line]);
    }
  }
  return [...byAmount].flatMap(([pence, lines]) =>
    lines.length > 1 ? [{ pounds: inPounds(pence), lines }] : [],
  );
}

/** In each file that lists invoices, those over 90 days: their count, sum and pages. */
export function over90Days(files) {
  return files.flatMap((file) => {
    const lines = linesWith([file], agedLine);
    if (lines.length === 0) return [];
    const pence = lines.reduce((sum, { text }) => sum + toPence(agedLine.exec(text)[1]), 0);
    return [{ file, lines, pounds: inPounds(pence) }];
  });
}

function toPence(pounds) {
  return Math.round(Number(pounds.replace(/[£,]/g, "")) * 100);
}

function inPounds(pence) {
  return (pence / 100).toLocaleString("en-GB", { minimumFractionDigits: 2 });
}
