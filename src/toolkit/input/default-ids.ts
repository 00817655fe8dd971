import type { Codat } from "../../codat/client.ts";
import type { AccountingConnections } from "../../codat/connections.ts";
import type { CallNotes } from "../../guard/audit/call-record.ts";
import { onlyCompany } from "../../guard/only-company.ts";
import type { CompanyAccess } from "../../settings/index.ts";
import { admitIds } from "./ids.ts";

interface Lookup {
  codat: Codat;
  connections: AccountingConnections;
  notes: CallNotes;
}

/** Fills in the omitted ids. Throws if no connection is found. */
export async function fillIn<Args extends object>(
  args: Args,
  fields: object,
  access: CompanyAccess,
  { codat, connections, notes }: Lookup,
): Promise<Args> {
  const given: { companyId?: string; connectionId?: string } = args;
  if (!("companyId" in fields)) return args;
  const companyId = given.companyId ?? onlyCompany(access.companyIds) ?? "";
  admitIds(notes, { ...args, companyId }, access);
  if (!("connectionId" in fields)) return { ...args, companyId };
  const connectionId = given.connectionId ?? (await connections.find(codat, companyId));
  notes.connectionId = connectionId;
  return { ...args, companyId, connectionId };
}
