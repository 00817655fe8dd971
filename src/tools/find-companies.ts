import { defineTool } from "../toolkit/define/define-tool.ts";
import { companyName, page, pageSize } from "../toolkit/input/parameters.ts";
import { companiesPage } from "../toolkit/list/companies-page.ts";
import { listFields } from "../toolkit/list/list-page.ts";

export const findCompanies = defineTool({
  name: "find_companies",
  title: "Find companies",
  description:
    "Finds companies (borrowers) by name, with id, created, lastSync and connections (platform, status). Names are not unique. If hasMore is true, request nextPage (and nextPageSize, if present).",
  input: { name: companyName, page, pageSize },
  output: listFields,
  run: ({ name, page = 1, pageSize = 100 }, { codat, settings: access }) =>
    companiesPage(
      { name: name?.trim() || undefined, page, pageSize },
      { codat, access, limitChars: access.resultLimitChars },
    ),
});
