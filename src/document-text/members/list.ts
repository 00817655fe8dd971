import { asBuffer } from "../input/as-buffer.ts";
import type { Inflated } from "../input/zip.ts";
import { inlineMark } from "../output/marks.ts";
import { section } from "../output/section.ts";
import { type Sink, type Source, Unreadable } from "../types.ts";
import { type Member, maxListed } from "./member.ts";
import { memberListerOf } from "./registry.ts";
import { typeName } from "./type-name.ts";
import { typeByBytes } from "./type-of.ts";

/**
 * Lists the files inside a file: `[file 2] invoice.pdf, PDF, 193,258 bytes`. Calls `announce` with their number before the
 * list, if the file is of a type that can hold files. Throws Unreadable.
 */
export async function listMembers(
  source: Source,
  sink: Sink,
  announce: (count: number) => void,
): Promise<void> {
  const list = await memberListerOf(source.type);
  if (!list) return;
  const inflated: Inflated = { bytes: 0 };
  const members = await list(source, inflated);
  announce(members.length);
  if (members.length === 0) return;
  const lines = section(sink, `files (${members.length})`);
  const invoices: number[] = [];
  for (const [at, member] of members.slice(0, maxListed).entries()) {
    const seen = await look(member);
    if (seen.isInvoice) invoices.push(at + 1);
    lines.line(
      `${inlineMark("file", `${at + 1}`)} ${[nameOf(member), seen.type, bytesOf(member)].join(", ")}`,
    );
  }
  if (members.length > maxListed) sink.note(moreFiles(members.length));
  for (const number of invoices) sink.note(`File ${number} holds the invoice as XML.`);
  sink.note(howToOpen);
}

const howToOpen = "To read a file in this list, set `member` to its number.";

function moreFiles(count: number): string {
  return `Only the first ${maxListed} of ${count.toLocaleString("en")} files are listed.`;
}

async function look(member: Member): Promise<{ type: string; isInvoice: boolean }> {
  if (member.isEncrypted) return { type: "encrypted", isInvoice: false };
  try {
    const head = await member.head();
    const type = await typeByBytes(head, member);
    return { type: typeName(type), isInvoice: /xml$/.test(type) && isInvoice(head) };
  } catch (error) {
    if (error instanceof Unreadable) return { type: "unreadable", isInvoice: false };
    throw error;
  }
}

// Factur-X, ZUGFeRD and XRechnung: the root of UN/CEFACT's invoice in both of its versions, or of UBL's.
const invoiceRoot = /<(?:[\w-]+:)?(?:CrossIndustryInvoice|CrossIndustryDocument|Invoice|CreditNote)[\s>]/;

function isInvoice(head: Uint8Array): boolean {
  return invoiceRoot.test(asBuffer(head, 16_384).toString("latin1"));
}

function nameOf({ name }: Member): string {
  return name?.replace(/\s+/g, " ").trim() || "(no name)";
}

function bytesOf({ size }: Member): string {
  return size === 1 ? "1 byte" : `${size.toLocaleString("en")} bytes`;
}
