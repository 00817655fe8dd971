import { mapRows } from "../codat/allow-list.ts";
import { connectionIn } from "../codat/connections.ts";
import { connectionsRoute } from "../codat/routes.ts";
import { defineTool } from "../toolkit/define/define-tool.ts";
import { companyId, page, pageSize } from "../toolkit/input/parameters.ts";
import { type Listed, listFields, listPage } from "../toolkit/list/list-page.ts";

const rows: Listed = {
  name: "connections",
  none: "This company has no connections: nobody has linked a ledger yet.",
  lastResort: "Call again with pageSize 1, or have the operator raise CODAT_RESULT_LIMIT_CHARS.",
};

const heavy = {
  fields: ["dataConnectionErrors"],
  elsewhere:
    "Ask with a smaller pageSize; where they do not fit either, the operator can raise CODAT_RESULT_LIMIT_CHARS.",
};

export const listConnections = defineTool({
  name: "list_connections",
  title: "List connections",
  description:
    "A company's links to its platforms: sourceType, platform, status, lastSync, errors. Attachments are read through the one with sourceType Accounting and status Linked.",
  input: { companyId, page, pageSize },
  output: listFields,
  run: async ({ companyId, page = 1, pageSize = 100 }, { codat, settings }) => {
    const asked = { page, pageSize };
    const answer = mapRows(await codat.json(connectionsRoute(companyId), asked), connectionIn);
    const limitChars = settings.resultLimitChars;
    return listPage(answer, { rows, asked, filtered: false, limitChars, heavy }).answer([]);
  },
});
