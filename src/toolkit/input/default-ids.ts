import type * as z from "zod";
import type { Codat } from "../../codat/client.ts";
import type { AccountingConnections } from "../../codat/connections.ts";
import { type CompanyIds, onlyCompany } from "../../guard/company-restriction.ts";
import type { CallNotes } from "../call/call.ts";
import { noteIds } from "./ids.ts";

type Fields = Record<string, z.ZodType>;

/** The fields, those optional that this server can find by itself: a connection, and a company where there is but one. */
export function mayLeaveOut<Shape extends Fields>(fields: Shape, allowed: CompanyIds): Fields {
  const found = onlyCompany(allowed) === undefined ? ["connectionId"] : ["connectionId", "companyId"];
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [name, found.includes(name) ? optional(field) : field]),
  );
}

// What a client sees says so too.
function optional(field: z.ZodType): z.ZodType {
  const { id, ...meta } = field.meta() ?? {};
  return field.meta({ ...meta, description: `${meta.description}; found if left out` }).optional();
}

interface FoundBy {
  codat: Codat;
  connections: AccountingConnections;
  notes: CallNotes;
}

/** The arguments with what was left out. Throws where a connection is not to be found. */
export async function withFound<Args extends object>(
  args: Args,
  fields: Fields,
  allowed: CompanyIds,
  { codat, connections, notes }: FoundBy,
): Promise<Args> {
  const given: { companyId?: string; connectionId?: string } = args;
  if (!("companyId" in fields)) return args;
  const companyId = given.companyId ?? onlyCompany(allowed) ?? "";
  noteIds(notes, { ...args, companyId });
  if (!("connectionId" in fields)) return { ...args, companyId };
  const connectionId = given.connectionId ?? (await connections.of(codat, companyId));
  noteIds(notes, { connectionId });
  return { ...args, companyId, connectionId };
}
