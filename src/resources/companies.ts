import { defineResource } from "../toolkit/define/define-resource.ts";
import { listsCompanies } from "../toolkit/input/lists-companies.ts";

export const companies = defineResource({
  name: "companies",
  title: "Companies",
  description: "The first 100 companies (borrowers) that this server can read, with their connections.",
  path: "companies",
  ids: [],
  toolset: "companies",
  mimeType: "application/json",
  offered: listsCompanies,
  // CODAT_COMPANY_IDS allows at most 100 companies: unless a policy limits rows, one page holds all of them.
  read: async (_, context) =>
    (await import("../toolkit/list/companies-page.ts")).companiesPage({}, context, 0),
});
