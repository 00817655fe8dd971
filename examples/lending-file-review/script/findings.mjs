/** Patterns for lines that a lender asks about, by topic. */
export const topics = [
  ["Credit limit", /credit limit/i],
  ["Overdue", /overdue/i],
  ["Guarantee", /guarantee/i],
  ["Assignment to a lender", /assign/i],
  ["Not in the ledger", /not in the ledger/i],
];

const addressesReader = /ignore .*instructions|you are now|obey/i;
const amount = /£?\d{1,3}(?:,\d{3})+(?:\.\d\d)?/;
const agedLine = /^INV-\d+.*?over 90 days.*?£([\d,.]+)/;

/** The matching lines, each with its file. */
export function linesWith(files, pattern) {
  return files.flatMap((file) =>
    (file.lines ?? []).filter(({ text }) => pattern.test(text)).map((line) => ({ file, ...line })),
  );
}

/** Text that gives its reader instructions. It is a finding, and is never followed. */
export const instructions = (files) => linesWith(files, addressesReader);

/** Hidden content in a file. */
export const hidden = (files) => linesWith(files, /./).filter(({ place }) => place?.includes("(hidden)"));

/** Amounts that occur in two or more files, except in lists of invoices. */
export function sharedAmounts(files) {
  const lists = new Set(over90Days(files).map(({ file }) => file));
  const byAmount = new Map();
  for (const line of linesWith(files, amount).filter(({ file }) => !lists.has(file))) {
    for (const found of line.text.match(new RegExp(amount, "g"))) {
      const pence = toPence(found);
      const lines = byAmount.get(pence) ?? [];
      // One line per file is enough.
      if (lines.every(({ file }) => file !== line.file)) byAmount.set(pence, [...lines, line]);
    }
  }
  return [...byAmount].flatMap(([pence, lines]) =>
    lines.length > 1 ? [{ pounds: inPounds(pence), lines }] : [],
  );
}

/** For each file that lists invoices: the invoices over 90 days and their total. */
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
