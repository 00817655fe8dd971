import { sameNames } from "./customers.mjs";
import { hidden, instructions, linesWith, over90Days, sharedAmounts, topics } from "./findings.mjs";

/** The note: each finding with quotations and source numbers, and the sources at the end. */
export function writeNote({ company, status, customers, customer, documents: { files, why } }) {
  const sources = [];
  const finding = (summary, lines) => {
    const quotes = lines.map((line) => `  - “${line.text}” [${numberIn(sources, sourceOf(line))}]`);
    return [
      `- ${summary}${lines.length > 0 ? ":" : ": nothing found in the files that were read."}`,
      ...quotes,
    ];
  };
  const { rows, pages, total, whole } = customers;
  const deleted = rows.filter(({ metadata }) => metadata?.isDeleted === true);
  const read = files.filter(({ lines }) => lines);

  const body = [
    `# File note: ${company.name}`,
    `Company ${company.id}. ${status}`,
    "",
    "## Customers",
    `- ${rows.length} of ${total} customers were read, in ${pages} pages.${whole ? "" : " The numbers below are partial."}`,
    `- ${deleted.length} are deleted in the ledger: ${idsOf(deleted)}.`,
    ...sameNames(rows).map((group) => `- Same name (${group[0].customerName}): ${idsOf(group)}.`),
    "",
    `## ${customer.customerName}`,
    `Customer ${customer.id}; registration ${customer.registrationNumber}, tax number ${customer.taxNumber}, ${customer.status}.`,
    why ??
      `${files.length} files, ${read.length} of them read, in ${sum(read.map(({ parts }) => parts))} parts.`,
    ...topics.flatMap(([topic, pattern]) => finding(topic, linesWith(read, pattern))),
    ...over90Days(read).flatMap(({ file, lines, pounds }) => {
      const summary = `Over 90 days in “${visible(file.name)}”: ${lines.length} invoices, £${pounds} in total. First and last`;
      return finding(summary, [lines[0], lines.at(-1)]);
    }),
    ...sharedAmounts(read).flatMap(({ pounds, lines }) =>
      finding(`${pounds} occurs in ${lines.length} files`, lines),
    ),
    "",
    "## For review by a person",
    ...finding("Hidden content", hidden(read)),
    ...finding("Instructions to the reader, not followed", instructions(read)),
    "- Not read:",
    ...files
      .filter(({ why }) => why)
      .map((file) => `  - “${visible(file.name)}”, attachment ${file.id}: ${file.why}`),
  ];
  return [...body, "", "## Sources", ...sources.map((source, index) => `[${index + 1}] ${source}`)].join(
    "\n",
  );
}

function sourceOf({ file, place }) {
  return [`“${visible(file.name)}”`, place, `attachment ${file.id}`, `sha256 ${file.sha256}`]
    .filter(Boolean)
    .join(", ");
}

function numberIn(sources, source) {
  if (!sources.includes(source)) sources.push(source);
  return sources.indexOf(source) + 1;
}

function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}

function idsOf(rows) {
  return rows.map(({ id }) => id).join(", ");
}

// File names are untrusted and can contain characters that reverse the text direction.
function visible(name) {
  return name.replace(/\p{C}/gu, (hidden) => `\\u${hidden.codePointAt(0).toString(16).padStart(4, "0")}`);
}
