import { isUuid } from "../../base/uuid.ts";
import { attachmentIdProblem, attachmentsCustomerIdProblem, idProblem } from "../../codat/id.ts";
import type { CallNotes } from "../../guard/audit.ts";
import { permitCompany } from "../../guard/company-restriction.ts";
import type { CompanyAccess } from "../../settings/index.ts";

const idNames = ["companyId", "connectionId", "customerId", "attachmentId"] as const;

/** Records the ids of a call. Throws `not_allowed` for a company that may not be read, before any cache and any request. */
export function admitIds(
  notes: CallNotes,
  args: Partial<Record<string, unknown>>,
  access: CompanyAccess,
): void {
  for (const name of idNames) {
    const id = args[name];
    if (typeof id === "string") notes[name] = id;
  }
  if (notes.companyId !== undefined) permitCompany(access, notes.companyId);
}

/** Why a string cannot be the id with that name, as the end of a sentence, or undefined. `names` are the names of all ids in the call. */
export function namedIdProblem(name: string, id: string, names: readonly string[]): string | undefined {
  if (name === "companyId" || name === "connectionId") return isUuid(id) ? undefined : "must be a UUID";
  if (name === "attachmentId") return attachmentIdProblem(id);
  // With a connection, the customer's id is part of the path of attachments.
  return names.includes("connectionId") ? attachmentsCustomerIdProblem(id) : idProblem(id);
}
