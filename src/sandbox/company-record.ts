import { bakery, components, type SandboxCompany, studio } from "./companies.ts";
import { connectionsOf } from "./connections.ts";

/** A company as Codat returns it, with its connections. */
export function companyRecord(company: SandboxCompany) {
  const dataConnections = connectionsOf(company);
  const lastSync = dataConnections.flatMap((connection) => connection.lastSync ?? []).at(-1);
  return {
    id: company.id,
    name: company.name,
    description: company.description,
    redirect: `https://link.codat.example/company/${company.id}`,
    ...(lastSync !== undefined && { lastSync }),
    dataConnections,
    created: created(company),
    createdByUserName: "Robin Sandford",
    ownerUserIds: ["b5000000-0000-4000-8000-000000000001"],
    products: ["lending"],
    tags: tags(company),
    referenceSubsidiaryCompanies: [],
  };
}

function tags(company: SandboxCompany): Readonly<Record<string, string>> {
  const team = company === studio ? "term-loans" : "invoice-finance";
  return { environment: "sandbox", team };
}

function created(company: SandboxCompany): string {
  switch (company) {
    case components:
      return "2025-09-08T14:20:37Z";
    case bakery:
      return "2026-06-26T16:51:12Z";
    case studio:
      return "2025-01-20T11:01:55Z";
    default:
      return "2025-01-14T09:05:48Z";
  }
}
