import { inSlices } from "../../base/event-loop.ts";
import { codeSpan } from "../../base/visible-text.ts";
import type { AttachmentIds } from "../../codat/routes.ts";
import { addMatchingLines, type Sums } from "../sums/add-matching-lines.ts";
import { writeDecimal } from "../sums/decimal.ts";
import { nameRange, type TextPages } from "../text/pages.ts";
import { fileFacts, noteFile } from "./blocks.ts";
import type { Delivery, DeliveryContext } from "./context.ts";
import type { Search } from "./found.ts";
import { searchableText } from "./searchable-text.ts";
import { textHead } from "./text-head.ts";

/** Returns the sums of the amounts in the lines that contain a text, in place of the lines. */
export async function asSums(
  ids: AttachmentIds,
  { find, page = 1 }: Search,
  context: DeliveryContext,
): Promise<Delivery> {
  const { settings, signal, notes } = context;
  const { text, places } = await searchableText(ids, page, context);
  const { pages } = places;
  const options = { fromPage: page, type: text.file.type };
  const sums = await inSlices(addMatchingLines(text.blocks, places, find, options), signal);
  noteFile(notes, text.file);
  const [facts, ...rest] = textHead(ids, text, pages, settings);
  return {
    content: [{ type: "text", text: [facts, ...describe(sums, pages, page), ...rest].join("\n") }],
    file: {
      ...fileFacts(ids, text.file, "text"),
      matches: sums.matches,
      ...(pages && { page, pages: pages.total }),
    },
  };
}

function describe(sums: Sums, pages: TextPages | undefined, page: number): string[] {
  const { lines, hidden, acrossLines, totals, columns, earliest } = sums;
  const where = pages ? nameRange(pages, page, pages.total) : "the whole text";
  const heads = [`sums: ${lines} matching ${lines === 1 ? "line" : "lines"} in ${where}`];
  if (acrossLines > 0)
    heads.push(`Not counted: ${acrossLines} matches that run from one line into the next.`);
  if (lines === 0) {
    return [...heads, "Nothing was added. No match does not prove that the file says nothing about it."];
  }
  const added = columns.filter((column) => "sum" in column);
  if (added.length === 0)
    heads.push("Nothing was added: no column has exactly one amount in every matching line.");
  if (hidden > 0)
    heads.push(`${hidden} of the lines ${hidden === 1 ? "is a hidden row" : "are hidden rows"}.`);
  if (totals > 0)
    heads.push(`${totals} of the lines may be totals of others, so amounts may be counted twice.`);
  const first = "iso" in earliest ? earliest.iso : `unknown, because ${earliest.why}`;
  const on = "page" in earliest && earliest.page !== undefined ? ` (${pages?.unit} ${earliest.page})` : "";
  return [...heads, ...columns.slice(0, mostColumns).map(describeColumn), `earliest date: ${first}${on}`];
}

const mostColumns = 20;

function describeColumn({ name, header, ...column }: Sums["columns"][number]): string {
  const title = header ? `${name}, ${codeSpan(header, 40)}` : name;
  if (!("sum" in column)) return `${title}: not added, because ${column.why}`;
  return `${title}: ${writeDecimal(column.sum)}${column.currency ? ` ${column.currency}` : ""}`;
}
