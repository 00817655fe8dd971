import { defineTool } from "../toolkit/define/define-tool.ts";
import { companyName, page, pageSize } from "../toolkit/input/parameters.ts";
import { listFields } from "../toolkit/list/list-fields.ts";

export const findCompanies = defineTool({
  name: "find_companies",
  title: "Find companies",
  description:
    "Finds companies (borrowers) by name, with id, created, lastSync and connections (platform, status). Names are not unique. If hasMore is true, request nextPage (and nextPageSize, if present).",
  input: { name: companyName, page, pageSize },
  output: listFields,
  run: async ({ name, page, pageSize }, context) => {
    const { companiesPage } = await import("../toolkit/list/companies-page.ts");
    return companiesPage({ name: name?.trim() || undefined, page, pageSize }, context);
  },
});
