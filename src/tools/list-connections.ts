import { mapRows } from "../codat/allow-list.ts";
import { connectionIn } from "../codat/connections.ts";
import { connectionsRoute } from "../codat/routes.ts";
import { permittedPageSize } from "../guard/policy-limits.ts";
import { defineTool } from "../toolkit/define/define-tool.ts";
import { companyId, page, pageSize } from "../toolkit/input/parameters.ts";
import { type Listed, listFields, listPage } from "../toolkit/list/list-page.ts";

const rows: Listed = {
  name: "connections",
  none: "This company has no connections: no ledger is linked yet.",
  lastResort:
    "Call list_connections again with pageSize 1, or ask the operator to raise CODAT_RESULT_LIMIT_CHARS.",
};

const heavy = {
  fields: ["dataConnectionErrors"],
  elsewhere:
    "Call list_connections again with a smaller pageSize. If they still do not fit, the operator can raise CODAT_RESULT_LIMIT_CHARS.",
};

export const listConnections = defineTool({
  name: "list_connections",
  title: "List connections",
  description:
    "A company's connections to its platforms: sourceType, platform, status, lastSync, errors. Attachments are read through the connection with sourceType Accounting and status Linked.",
  input: { companyId, page, pageSize },
  output: listFields,
  run: async ({ companyId, page = 1, pageSize }, { codat, settings, notes }) => {
    const asked = { page, pageSize: permittedPageSize(settings, pageSize) };
    const answer = mapRows(await codat.json(connectionsRoute(companyId), asked), connectionIn);
    const limitChars = settings.resultLimitChars;
    const list = await listPage(answer, { rows, asked, filtered: false, limitChars, heavy, notes });
    return list.answer([]);
  },
});
