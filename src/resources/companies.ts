import { defineResource } from "../toolkit/define/define-resource.ts";
import { listsCompanies } from "../toolkit/input/completions.ts";
import { companiesPage } from "../toolkit/list/companies-page.ts";

// As many as may be pinned: then all of them are here.
const firstPage = { page: 1, pageSize: 100 };

export const companies = defineResource({
  name: "companies",
  title: "Companies",
  description: "The companies (borrowers) that may be read, the first 100 of them, with their connections.",
  path: "companies",
  ids: [],
  mimeType: "application/json",
  offered: listsCompanies,
  read: (_, { codat, settings: { companyIds } }) =>
    companiesPage(firstPage, { codat, companyIds, limitChars: 0 }),
});
