import { ToolError } from "../../base/tool-error.ts";
import { lookUpCompanies, nameProblem } from "../../codat/companies.ts";
import { listConnections } from "../../codat/connections.ts";
import { isObject, type JsonObject } from "../../codat/json-object.ts";
import type { Position } from "../../codat/page.ts";
import { attachmentsRoute, companiesRoute, customersRoute } from "../../codat/routes.ts";
import { permittedPageSize } from "../../guard/policy-limits.ts";
import type { Settings } from "../../settings/index.ts";
import type { Completer } from "../input/complete.ts";
import { listsCompanies } from "../input/lists-companies.ts";

type Id = "companyId" | "connectionId" | "customerId" | "attachmentId";

function firstPage(settings: Settings): Position {
  return { page: 1, pageSize: permittedPageSize(settings, undefined) };
}

export const completeCompanyId: Completer<Id> = async (typed, _, { codat, settings, companies }) => {
  if (!listsCompanies(settings)) return [];
  const { companyIds } = settings;
  if (companyIds !== "all") {
    return typed.trim()
      ? idsOf(await lookUpCompanies(codat, companyIds, companies), typed, "name")
      : [...companyIds];
  }
  const { results } = await codat.json(companiesRoute, {
    ...firstPage(settings),
    query: companiesQuery(typed),
  });
  return idsOf(results, typed, "name");
};

export const completeConnectionId: Completer<Id> = async (typed, { companyId }, { codat }) => {
  return companyId ? idsOf(await listConnections(codat, companyId), typed, "platformName") : [];
};

export const completeCustomerId: Completer<Id> = async (typed, { companyId }, { codat, settings }) => {
  if (!companyId) return [];
  const query = searchQuery(typed, "customerName");
  const { results } = await codat.json(customersRoute(companyId), { ...firstPage(settings), query });
  return idsOf(results, typed, "customerName");
};

export const completeAttachmentId: Completer<Id> = async (typed, known, { codat }) => {
  const { companyId, connectionId, customerId } = known;
  if (!companyId || !connectionId || !customerId) return [];
  const { attachments } = await codat.json(attachmentsRoute({ companyId, connectionId, customerId }));
  return idsOf(attachments, typed, "name");
};

/** The dates one, two and five years ago that start with the typed text. */
export const completePastDate: Completer<string> = async (typed) => {
  const today = new Date().toISOString();
  const years = [1, 2, 5].map((ago) => `${Number(today.slice(0, 4)) - ago}${today.slice(4, 10)}`);
  return years.map((day) => day.replace(/-02-29$/, "-02-28")).filter((day) => day.startsWith(typed.trim()));
};

// Company ids are UUIDs. Text that cannot be part of a UUID is searched for only in names.
function companiesQuery(typed: string): string | undefined {
  const text = typed.trim();
  return /^[0-9a-f-]+$/i.test(text) ? searchQuery(text, "name") : text && `name~${searchable(text)}`;
}

// A query for ids or names that contain the typed text. Throws `arguments` for text that a query cannot contain.
function searchQuery(typed: string, nameField: string): string | undefined {
  const text = searchable(typed.trim());
  return text ? `id~${text} || ${nameField}~${text}` : undefined;
}

function searchable(text: string): string {
  const problem = nameProblem(text);
  if (problem) throw new ToolError("arguments", `The text ${problem}.`);
  return text;
}

/** The ids of the records whose id starts with the typed text, or whose name contains it. */
function idsOf(records: unknown, typed: string, nameField: string): string[] {
  const wanted = typed.trim().toLowerCase();
  const matches = (record: JsonObject) =>
    String(record.id).toLowerCase().startsWith(wanted) ||
    (typeof record[nameField] === "string" && record[nameField].toLowerCase().includes(wanted));
  const list = Array.isArray(records) ? records.filter(isObject) : [];
  return list.filter(matches).flatMap(({ id }) => (typeof id === "string" ? [id] : []));
}
