import { defineResource } from "../toolkit/define/define-resource.ts";
import { listsCompanies } from "../toolkit/input/completions.ts";
import { companiesPage } from "../toolkit/list/companies-page.ts";

// CODAT_COMPANY_IDS allows at most 100 companies, so one page holds all of them.
const firstPage = { page: 1, pageSize: 100 };

export const companies = defineResource({
  name: "companies",
  title: "Companies",
  description: "The first 100 companies (borrowers) that this server can read, with their connections.",
  path: "companies",
  ids: [],
  toolset: "companies",
  mimeType: "application/json",
  offered: listsCompanies,
  read: (_, { codat, settings: access }) => companiesPage(firstPage, { codat, access, limitChars: 0 }),
});
