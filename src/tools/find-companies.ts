import { defineTool } from "../toolkit/define/define-tool.ts";
import { companyName, page, pageSize } from "../toolkit/input/parameters.ts";
import { companiesPage } from "../toolkit/list/companies-page.ts";
import { listFields } from "../toolkit/list/list-page.ts";

export const findCompanies = defineTool({
  name: "find_companies",
  title: "Find companies",
  description:
    "Companies (borrowers) by name, with id, created, lastSync and connections (platform, status). Names are not unique. While hasMore, go on at nextPage, with nextPageSize where given.",
  input: { name: companyName, page, pageSize },
  output: listFields,
  run: ({ name, page = 1, pageSize = 100 }, { codat, settings }) => {
    const { companyIds, resultLimitChars: limitChars } = settings;
    return companiesPage(
      { name: name?.trim() || undefined, page, pageSize },
      { codat, companyIds, limitChars },
    );
  },
});
