import { onlyCompany } from "../../guard/only-company.ts";
import type { CompanyIds } from "../../settings/index.ts";
import { optional, type Parameter, type Parameters } from "./parameter.ts";

/** Makes the ids optional that this server resolves: the connection, and the company if the server is restricted to one. */
export function makeOptional(parameters: Parameters, allowed: CompanyIds): Parameters {
  const resolved = onlyCompany(allowed) === undefined ? ["connectionId"] : ["connectionId", "companyId"];
  return Object.fromEntries(
    Object.entries(parameters).map(([name, parameter]) => [
      name,
      resolved.includes(name) ? resolvedIfOmitted(parameter) : parameter,
    ]),
  );
}

function resolvedIfOmitted({ published, check }: Parameter): Parameter {
  const description = `${published.description}; optional, resolved automatically`;
  return optional({ ...published, description }, check);
}
