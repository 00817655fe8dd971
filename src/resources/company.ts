import { companyIn } from "../codat/companies.ts";
import { readDataStatus } from "../codat/data-status.ts";
import { companyRoute } from "../codat/routes.ts";
import { defineResource } from "../toolkit/define/define-resource.ts";
import { completeCompanyId } from "../toolkit/input/completions.ts";

export const company = defineResource({
  name: "company",
  title: "Company",
  description: "A company (borrower), its connections, and how current Codat's copy of its customers is.",
  path: "companies/{companyId}",
  ids: ["companyId"],
  toolset: "companies",
  mimeType: "application/json",
  read: async ({ companyId }, { codat }) => {
    const [record, customers] = await Promise.all([
      codat.json(companyRoute(companyId)),
      readDataStatus(codat, companyId, "customers"),
    ]);
    return { json: { ...companyIn(record), dataStatus: { customers: customers.json } } };
  },
  complete: { companyId: completeCompanyId },
});
