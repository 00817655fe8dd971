import { bakery, components, type SandboxCompany, studio } from "./companies.ts";

const dataTypes = ["company", "customers", "invoices", "payments"];

/** The sync status of a company, by data type. */
export function dataStatusOf(company: SandboxCompany) {
  return Object.fromEntries(
    dataTypes.map((dataType, index) => [dataType, { dataType, ...syncOf(company, index) }]),
  );
}

function syncOf(company: SandboxCompany, index: number) {
  const syncId = company.id.replace(/^../, `5${index}`);
  const complete = (lastSuccessfulSync: string) => ({
    lastSuccessfulSync,
    currentStatus: "Complete",
    latestSyncId: syncId,
    latestSuccessfulSyncId: syncId,
  });
  switch (company) {
    case bakery:
      return {};
    case components:
      return complete("2026-06-29T19:02:44Z");
    case studio:
      return {
        ...complete("2025-02-11T05:48:20Z"),
        currentStatus: "AuthError",
        latestSyncId: company.id.replace(/^../, `6${index}`),
      };
    default:
      return complete("2026-06-30T06:12:09.6464237Z");
  }
}
