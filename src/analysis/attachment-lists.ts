import { TtlCache } from "../base/ttl-cache.ts";
import type { Codat } from "../codat/client.ts";
import { isObject, type JsonObject } from "../codat/json.ts";
import { type AttachmentsIds, attachmentsRoute } from "../codat/routes.ts";

/** The attachments of customers, kept for five minutes. */
export interface AttachmentLists {
  isKnown(ids: AttachmentsIds): boolean;
  /** A customer's attachments; undefined if Codat returned no list, so that it is unknown whether there are any. */
  read(codat: Codat, ids: AttachmentsIds): Promise<JsonObject[] | undefined>;
}

const ttlMs = 5 * 60_000;
const maxEntries = 20_000;

export function createAttachmentLists(): AttachmentLists {
  const cache = new TtlCache<JsonObject[] | undefined>({ ttlMs, maxEntries });
  return {
    isKnown: (ids) => cache.get(keyOf(ids)) !== undefined,
    read: (codat, ids) =>
      cache.getOrLoad(keyOf(ids), async () => listIn(await codat.json(attachmentsRoute(ids)))),
  };
}

function listIn({ attachments }: JsonObject): JsonObject[] | undefined {
  if (!Array.isArray(attachments)) return undefined;
  return attachments.filter(isObject).map(({ id, name, contentType, fileSize }) => ({
    id,
    name,
    contentType,
    fileSize,
  }));
}

function keyOf({ companyId, connectionId, customerId }: AttachmentsIds): string {
  return `${companyId.toLowerCase()}/${connectionId.toLowerCase()}/${customerId}`;
}
