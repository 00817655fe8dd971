import { connect } from "../support/connect.ts";
import { pdfFile, pdfOf, shown } from "../support/pdf-files.ts";
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
  name: "terms.pdf",
  contentType: "application/pdf",
  results: [row],
  totalResults: 11,
  attachments: [row],
  customers: { dataType: "customers", currentStatus: "Complete" },
  invoices: { dataType: "invoices", currentStatus: "Complete" },
};

const answerWith =
  (file: string | Uint8Array) =>
  (url: string): Reply =>
    url.endsWith("/download")
      ? { body: file, headers: { "content-type": "application/octet-stream" } }
      : { json: { ...record, id: idIn(url) } };

/** An upstream with a valid response to every request. */
export const startAnswering = () => startUpstream(answerWith(pdfFile(pdfOf([shown("Thirty days net.")]))));

/** The same with empty files: extracting text would start a worker for each file. */
export const startAnsweringEmpty = () => startUpstream(answerWith(""));

/** A client with all toolsets. Uses the protocol version that keeps one server for all calls. */
export const connectTo = ({ environment }: Pick<Upstream, "environment">) =>
  connect({ ...environment, CODAT_TOOLSETS: "customers,companies" }, "v2, 2025-11-25");
