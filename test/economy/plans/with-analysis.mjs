// Plans with the toolsets companies and analysis, where they are cheaper or surer than the five tools.
import { asked, idsOf } from "../truths.mjs";
import { statusIn } from "./five-operations.mjs";

const { companyId, connectionId } = asked;

export function withAnalysis({ call }, five) {
  const summarize = async (parts) => (await call("summarize_customers", { companyId, parts })).json;
  return {
    ...five,
    async counts() {
      const { counts } = await summarize(["counts"]);
      return { ...counts.status, deleted: counts.deleted };
    },
    async duplicates() {
      const { duplicates } = await summarize(["duplicates"]);
      return duplicates
        .filter(({ field }) => field !== "phone" && field !== "registrationNumber")
        .map(({ field, ids }) => `${field}: ${ids.sort().join()}`)
        .sort();
    },
    unreachable: async () => (await summarize(["missing"])).unreachable.ids.sort(),
    async withFiles() {
      const { json } = await call("find_attachments", { companyId, connectionId });
      return json.cursor ? undefined : idsOf(json.customers);
    },
    async status() {
      const args = { companyId: asked.staleCompanyId, parts: ["counts"] };
      return statusIn((await call("summarize_customers", args)).json.asOf);
    },
    byEye: {},
  };
}

/** The age of the data, and the connection that it came through. */
export function withCompanies({ call }, five) {
  return {
    ...five,
    async status() {
      const companyId = asked.staleCompanyId;
      const { json } = await call("get_data_status", { companyId });
      const connections = (await call("list_connections", { companyId })).json.results;
      return {
        lastSync: json.lastSuccessfulSync.slice(0, 10),
        sync: json.currentStatus,
        linked: connections.some(
          ({ status, sourceType }) => status === "Linked" && sourceType === "Accounting",
        ),
      };
    },
  };
}
