import { ToolError } from "../../base/tool-error.ts";
import { lookUpCompanies, nameProblem } from "../../codat/companies.ts";
import { listConnections } from "../../codat/connections.ts";
import { isObject, type JsonObject } from "../../codat/json.ts";
import { attachmentsRoute, companiesRoute, customersRoute } from "../../codat/routes.ts";
import type { Settings } from "../../settings/index.ts";
import type { Completer } from "./complete.ts";

type Id = "companyId" | "connectionId" | "customerId" | "attachmentId";

const firstPage = { page: 1, pageSize: 100 };

/** Whether companies may be listed: if the server is restricted to some, or their toolset is on. */
export function listsCompanies({ companyIds, toolsets }: Settings): boolean {
  return companyIds !== "all" || toolsets.includes("companies");
}

export const completeCompanyId: Completer<Id> = async (typed, _, { codat, settings, companies }) => {
  if (!listsCompanies(settings)) return [];
  const { companyIds } = settings;
  if (companyIds !== "all") {
    return typed.trim()
      ? idsOf(await lookUpCompanies(codat, companyIds, companies), typed, "name")
      : [...companyIds];
  }
  const { results } = await codat.json(companiesRoute, { ...firstPage, query: companiesHolding(typed) });
  return idsOf(results, typed, "name");
};

export const completeConnectionId: Completer<Id> = async (typed, { companyId }, { codat }) => {
  return companyId ? idsOf(await listConnections(codat, companyId), typed, "platformName") : [];
};

export const completeCustomerId: Completer<Id> = async (typed, { companyId }, { codat }) => {
  if (!companyId) return [];
  const query = holding(typed, "customerName");
  const { results } = await codat.json(customersRoute(companyId), { ...firstPage, query });
  return idsOf(results, typed, "customerName");
};

export const completeAttachmentId: Completer<Id> = async (typed, known, { codat }) => {
  const { companyId, connectionId, customerId } = known;
  if (!companyId || !connectionId || !customerId) return [];
  const { attachments } = await codat.json(attachmentsRoute({ companyId, connectionId, customerId }));
  return idsOf(attachments, typed, "name");
};

/** Days one, two and five years ago, as what is typed begins. */
export const completePastDate: Completer<string> = async (typed) => {
  const today = new Date().toISOString();
  const years = [1, 2, 5].map((ago) => `${Number(today.slice(0, 4)) - ago}${today.slice(4, 10)}`);
  return years.map((day) => day.replace(/-02-29$/, "-02-28")).filter((day) => day.startsWith(typed.trim()));
};

// Companies' ids are UUIDs: what is no part of one is looked for in names alone.
function companiesHolding(typed: string): string | undefined {
  const text = typed.trim();
  return /^[0-9a-f-]+$/i.test(text) ? holding(text, "name") : text && `name~${searchable(text)}`;
}

// The query for those whose id or name holds what is typed. Throws `arguments` for what no query can hold.
function holding(typed: string, nameField: string): string | undefined {
  const text = searchable(typed.trim());
  return text ? `id~${text} || ${nameField}~${text}` : undefined;
}

function searchable(text: string): string {
  const problem = nameProblem(text);
  if (problem) throw new ToolError("arguments", `What is typed ${problem}.`);
  return text;
}

/** The ids of those records whose id begins with what is typed, or whose name holds it. */
function idsOf(records: unknown, typed: string, nameField: string): string[] {
  const wanted = typed.trim().toLowerCase();
  const matches = (record: JsonObject) =>
    String(record.id).toLowerCase().startsWith(wanted) ||
    (typeof record[nameField] === "string" && record[nameField].toLowerCase().includes(wanted));
  const list = Array.isArray(records) ? records.filter(isObject) : [];
  return list.filter(matches).flatMap(({ id }) => (typeof id === "string" ? [id] : []));
}
