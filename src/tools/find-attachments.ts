import { defineTool } from "../toolkit/define/define-tool.ts";
import { companyId, connectionId, cursor, fileName, query } from "../toolkit/input/parameters.ts";

export const findAttachments = defineTool({
  name: "find_attachments",
  title: "Find attachments",
  description:
    "Which customers have attached files, and which files. Costs one request per customer that matches: narrow with query. If cursor is returned, call again with it.",
  input: { companyId, connectionId, query, name: fileName, cursor },
  output: ["customers", "checked", "of", "none", "unknown", "cursor", "retryAfterSeconds", "notice"],
  run: async (asked, context) =>
    (await import("../toolkit/analysis/customers-with-files.ts")).customersWithFiles(asked, context),
});
