import type { Codat } from "../../codat/client.ts";
import type { AccountingConnections } from "../../codat/connections.ts";
import type { CallNotes } from "../../guard/audit/call-record.ts";
import { onlyCompany } from "../../guard/only-company.ts";
import type { CompanyAccess } from "../../settings/index.ts";
import { admitIds } from "./ids.ts";
import type { Parameters } from "./parameter.ts";

interface Lookup {
  codat: Codat;
  connections: AccountingConnections;
  notes: CallNotes;
}

/** Fills in the omitted ids among a tool's parameters. Throws if no connection is found. */
export async function fillIn<Args extends object>(
  args: Args,
  parameters: Parameters,
  access: CompanyAccess,
  { codat, connections, notes }: Lookup,
): Promise<Args> {
  const given: { companyId?: string; connectionId?: string } = args;
  if (!("companyId" in parameters)) return args;
  const companyId = given.companyId ?? onlyCompany(access.companyIds) ?? "";
  admitIds(notes, { ...args, companyId }, access);
  if (!("connectionId" in parameters)) return { ...args, companyId };
  const connectionId = given.connectionId ?? (await connections.find(codat, companyId));
  notes.connectionId = connectionId;
  return { ...args, companyId, connectionId };
}
