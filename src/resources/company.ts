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
  read: async ({ companyId }, { codat }) =>
    (await import("../codat/read-company.ts")).readCompany(companyId, codat),
  complete: { companyId: completeCompanyId },
});
