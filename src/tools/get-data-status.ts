import { dataStatusFields } from "../codat/data-types.ts";
import { defineTool } from "../toolkit/define/define-tool.ts";
import { companyId, dataType } from "../toolkit/input/parameters.ts";

export const getDataStatus = defineTool({
  name: "get_data_status",
  title: "Get data status",
  description: "How current Codat's copy of a company's data is: status, last successful sync, ageHours.",
  input: { companyId, dataType },
  output: [...dataStatusFields, "ageHours", "notice"],
  run: async ({ companyId, dataType = "customers" }, { codat }) => {
    const { readDataStatus } = await import("../codat/data-status.ts");
    const { json, summary, advice } = await readDataStatus(codat, companyId, dataType);
    return { json, summary: `${summary} ${advice}` };
  },
});
