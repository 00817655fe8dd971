import type * as z from "zod";
import type { Codat } from "../../codat/client.ts";
import type { AccountingConnections } from "../../codat/connections.ts";
import type { CallNotes } from "../../guard/audit.ts";
import { onlyCompany } from "../../guard/company-restriction.ts";
import type { CompanyAccess, CompanyIds } from "../../settings/index.ts";
import { admitIds } from "./ids.ts";

type Fields = Record<string, z.ZodType>;

/** Makes the ids optional that this server resolves: the connection, and the company if the server is restricted to one. */
export function makeOptional<Shape extends Fields>(fields: Shape, allowed: CompanyIds): Fields {
  const resolved = onlyCompany(allowed) === undefined ? ["connectionId"] : ["connectionId", "companyId"];
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [name, resolved.includes(name) ? optional(field) : field]),
  );
}

function optional(field: z.ZodType): z.ZodType {
  const { id, ...meta } = field.meta() ?? {};
  return field
    .meta({ ...meta, description: `${meta.description}; optional, resolved automatically` })
    .optional();
}

interface Lookup {
  codat: Codat;
  connections: AccountingConnections;
  notes: CallNotes;
}

/** Fills in the omitted ids. Throws if no connection is found. */
export async function fillIn<Args extends object>(
  args: Args,
  fields: Fields,
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
