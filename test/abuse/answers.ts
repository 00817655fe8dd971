import { connect } from "../support/connect.ts";
import { idIn, ids, type Reply, startUpstream, type Upstream } from "../support/upstream.ts";

const row = {
  id: ids.connectionId,
  name: "Toft Ltd",
  customerName: "Toft Ltd",
  platformName: "Xero",
  sourceType: "Accounting",
  status: "Linked",
};
const record = {
  ...row,
  name: "terms.txt",
  contentType: "text/plain",
  results: [row],
  totalResults: 11,
  attachments: [row],
  customers: { dataType: "customers", currentStatus: "Complete" },
  invoices: { dataType: "invoices", currentStatus: "Complete" },
};

const answerWith =
  (file: string) =>
  (url: string): Reply =>
    url.endsWith("/download")
      ? { body: file, headers: { "content-type": "text/plain" } }
      : { json: { ...record, id: idIn(url) } };

/** An upstream that has an answer to whatever is asked of it. */
export const startAnswering = () => startUpstream(answerWith("Thirty days net."));

/** The same with files that are empty: of those no words are read, which would start a worker each time. */
export const startAnsweringEmpty = () => startUpstream(answerWith(""));

/** A client of a server that offers all that it has; one server for all calls, where the later protocol builds one for each. */
export const connectTo = ({ environment }: Pick<Upstream, "environment">) =>
  connect({ ...environment, CODAT_TOOLSETS: "customers,companies" }, "v2, 2025-11-25");
