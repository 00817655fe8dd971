import { TtlCache } from "../../base/ttl-cache.ts";
import type { JsonObject } from "../../codat/json-object.ts";
import type { AttachmentsIds } from "../../codat/routes.ts";

/** What is known of a file's content. What is unknown, or does not apply, is omitted. */
export interface Inspection {
  /** `done` also for a file that was read to its end and has no text; `failed` if calling again does not help. */
  status: "done" | "failed" | "not_inspected";
  /** The MIME type, detected from the bytes. */
  type?: string | undefined;
  /** Pages, sheets or slides. */
  pages?: number | undefined;
  /** Of the file's own text. 0: it has none. */
  characters?: number | undefined;
  /** The files inside it, for types that can hold files. */
  members?: number | undefined;
  /** Why there is no text, or only part of it, or why the file was not inspected. */
  reason?: string | undefined;
}

/** Inspections of files, kept for ten minutes under the file's ids and record: a changed record has a new key. */
export interface InspectionCache {
  get(key: string): Inspection | undefined;
  set(key: string, inspection: Inspection): void;
  /** How often a call has run out of time while it inspected the file. */
  interruptions(key: string): number;
  interrupt(key: string): void;
}

const limits = { ttlMs: 10 * 60_000, maxEntries: 20_000 };

export function createInspectionCache(): InspectionCache {
  const inspections = new TtlCache<Inspection>(limits);
  const interrupted = new TtlCache<number>(limits);
  const interruptions = (key: string) => interrupted.get(key) ?? 0;
  return {
    get: (key) => inspections.get(key),
    set: (key, inspection) => inspections.set(key, inspection),
    interruptions,
    interrupt: (key) => interrupted.set(key, interruptions(key) + 1),
  };
}

/** The key of an attachment's inspection; its record says whether the file may have changed. */
export function inspectionKey(
  { companyId, connectionId, customerId }: AttachmentsIds,
  { id, name, contentType, fileSize, dateCreated, modifiedDate, sourceModifiedDate }: JsonObject,
): string {
  const ids = [companyId.toLowerCase(), connectionId.toLowerCase(), customerId, id];
  return JSON.stringify([...ids, name, contentType, fileSize, dateCreated, modifiedDate, sourceModifiedDate]);
}
