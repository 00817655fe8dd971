import { defineTool } from "../toolkit/define/define-tool.ts";
import { companyId, page, pageSize } from "../toolkit/input/parameters.ts";
import { listFields } from "../toolkit/list/list-fields.ts";

export const listConnections = defineTool({
  name: "list_connections",
  title: "List connections",
  description:
    "A company's connections to its platforms: sourceType, platform, status, lastSync, errors. Attachments are read through the connection with sourceType Accounting and status Linked.",
  input: { companyId, page, pageSize },
  output: listFields,
  run: async (asked, context) =>
    (await import("../toolkit/list/connections-page.ts")).connectionsPage(asked, context),
});
