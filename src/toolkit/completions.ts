import { attachmentsRoute } from "../codat/attachment.ts";
import { isObject, type JsonObject } from "../codat/json.ts";
import { route } from "../codat/route.ts";
import type { Completer } from "../toolkit/define-resource.ts";

type Id = "companyId" | "connectionId" | "customerId" | "attachmentId";

const firstPage = { page: 1, pageSize: 100 };

export const completeConnectionId: Completer<Id> = async (typed, { companyId }, { codat }) => {
  if (!companyId) return [];
  const { results } = await codat.json(route`/companies/${companyId}/connections`, firstPage);
  return idsOf(results, typed, "platformName");
};

export const completeCustomerId: Completer<Id> = async (typed, { companyId }, { codat }) => {
  // Codat's query language has no escape for these.
  if (!companyId || /&&|\|\||[{}]/.test(typed)) return [];
  const query = typed.trim() ? `id~${typed.trim()} || customerName~${typed.trim()}` : undefined;
  const { results } = await codat.json(route`/companies/${companyId}/data/customers`, {
    ...firstPage,
    query,
  });
  return idsOf(results, typed, "customerName");
};

export const completeAttachmentId: Completer<Id> = async (typed, known, { codat }) => {
  const { companyId, connectionId, customerId } = known;
  if (!companyId || !connectionId || !customerId) return [];
  const { attachments } = await codat.json(attachmentsRoute({ companyId, connectionId, customerId }));
  return idsOf(attachments, typed, "name");
};

/** The ids of those records whose id begins with what is typed, or whose name holds it. */
function idsOf(records: unknown, typed: string, nameField: string): string[] {
  const wanted = typed.trim().toLowerCase();
  const matches = (record: JsonObject) =>
    String(record.id).toLowerCase().startsWith(wanted) ||
    (typeof record[nameField] === "string" && record[nameField].toLowerCase().includes(wanted));
  const list = Array.isArray(records) ? records.filter(isObject) : [];
  return list.filter(matches).flatMap(({ id }) => (typeof id === "string" ? [id] : []));
}
