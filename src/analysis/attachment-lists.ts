import { ToolError } from "../base/tool-error.ts";
import { TtlCache } from "../base/ttl-cache.ts";
import type { Codat } from "../codat/client.ts";
import { isObject, type JsonObject } from "../codat/json-object.ts";
import { type AttachmentsIds, attachmentsRoute } from "../codat/routes.ts";

/** The attachments of customers, kept for five minutes. */
export interface AttachmentLists {
  /** A customer's attachments. Rejects with `unreadable` if Codat returns no list: it is unknown whether there are any. */
  read(codat: Codat, ids: AttachmentsIds): Promise<JsonObject[]>;
}

const ttlMs = 5 * 60_000;
const maxEntries = 20_000;

export function createAttachmentLists(): AttachmentLists {
  const cache = new TtlCache<JsonObject[]>({ ttlMs, maxEntries });
  return {
    read: (codat, ids) =>
      cache.getOrLoad(keyOf(ids), async () => listIn(await codat.json(attachmentsRoute(ids)))),
  };
}

function listIn({ attachments }: JsonObject): JsonObject[] {
  if (!Array.isArray(attachments))
    throw new ToolError("unreadable", "Codat returned no list of attachments.");
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
