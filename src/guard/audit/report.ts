import type { JsonObject } from "../../codat/json-object.ts";
import { parseLine } from "./parse-line.ts";
import { readLines } from "./read-lines.ts";

/** Which calls to report: of one company, of one caller or user, from a time on. */
export interface ReportFilter {
  companyId?: string;
  caller?: string;
  since?: Date;
}

/** What one person saw of one company. */
export interface Access {
  /** The company; null for calls about no single company, such as lists of companies. */
  companyId: string | null;
  /** The caller of the HTTP service, or the user of the operating system. */
  who: string;
  host: string;
  first: string;
  last: string;
  /** Calls that returned data. */
  calls: number;
  /** Calls that returned an error instead. */
  refused: number;
  /** Rows of lists. */
  rows: number;
  customerIds: string[];
  files: { customerId?: string; attachmentId?: string; member?: string; sha256: string }[];
  sandbox: boolean;
}

type Entry = Omit<Access, "customerIds" | "files"> & {
  customerIds: Set<string>;
  files: Map<string, Access["files"][number]>;
};

/** Whose data was seen, by whom and when, by company and person. Lines that are not whole are counted, not read. */
export async function reportAccess(
  paths: readonly string[],
  filter: ReportFilter,
): Promise<{ accesses: Access[]; unread: number }> {
  const entries = new Map<string, Entry>();
  let unread = 0;
  for await (const { bytes } of readLines(paths)) {
    const { line, fragmentBytes } = parseLine(bytes);
    if (fragmentBytes !== undefined) unread++;
    if (line && matches(line.values, filter)) add(entries, line.values);
  }
  const accesses = [...entries.values()]
    .map(({ customerIds, files, ...entry }) => ({
      ...entry,
      customerIds: [...customerIds].sort(),
      files: [...files.values()],
    }))
    .sort((a, b) => compare(a.companyId ?? "", b.companyId ?? "") || compare(a.who, b.who));
  return { accesses, unread };
}

function matches(line: JsonObject, { companyId, caller, since }: ReportFilter): boolean {
  if (companyId !== undefined && text(line.companyId).toLowerCase() !== companyId.toLowerCase()) return false;
  if (caller !== undefined && whoIn(line) !== caller) return false;
  return since === undefined || Date.parse(text(line.time)) >= since.getTime();
}

function add(entries: Map<string, Entry>, line: JsonObject): void {
  const [time, host, who] = [text(line.time), text(line.host), whoIn(line)];
  const companyId = text(line.companyId).toLowerCase() || null;
  const sandbox = line.sandbox === true;
  const key = JSON.stringify([companyId, who, host, sandbox]);
  const entry = entries.get(key) ?? {
    companyId,
    who,
    host,
    first: time,
    last: time,
    calls: 0,
    refused: 0,
    rows: 0,
    customerIds: new Set(),
    files: new Map(),
    sandbox,
  };
  entries.set(key, entry);
  if (time < entry.first) entry.first = time;
  if (time > entry.last) entry.last = time;
  if (line.outcome !== "ok") {
    entry.refused++;
    return;
  }
  entry.calls++;
  entry.rows += typeof line.rows === "number" ? line.rows : 0;
  if (line.customerId !== undefined) entry.customerIds.add(text(line.customerId));
  if (line.sha256 !== undefined) {
    const file = fileIn(line);
    entry.files.set(JSON.stringify(file), file);
  }
}

function fileIn({ customerId, attachmentId, member, sha256 }: JsonObject): Access["files"][number] {
  const known = Object.entries({ customerId, attachmentId, member }).filter(
    ([, value]) => value !== undefined,
  );
  return { ...Object.fromEntries(known.map(([name, value]) => [name, text(value)])), sha256: text(sha256) };
}

function whoIn({ caller, user }: JsonObject): string {
  return text(caller ?? user);
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
