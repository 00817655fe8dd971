// The calls to the server, each with the path of the same request to the upstream.
const companyId = "8a210b68-6988-11ed-a1eb-0242ac120002";
const connectionId = "2e9d2c44-f675-40ba-8049-353bfcb5e171";
const largeCompanyId = "1f0c6a52-6988-11ed-a1eb-0242ac120002";
const customerId = "customer-00001";
const attachmentId = "file-1";

const recordOf = (id) =>
  `/companies/${companyId}/connections/${connectionId}/data/customers/${customerId}/attachments/${id}`;
const record = recordOf(attachmentId);

export const getCustomer = {
  name: "get_customer",
  args: { companyId, customerId },
  path: `/companies/${companyId}/data/customers/${customerId}`,
};

/** What a first call asks beside: how current the company's customers are. The server keeps it for five minutes. */
export const freshness = {
  companyIds: [companyId, largeCompanyId],
  statusPathOf: (id) => `/companies/${id}/dataStatus`,
  connectionsPathOf: (id) => `/companies/${id}/connections?page=1&pageSize=5000`,
  connectionId,
};

export function pageOf(pageSize) {
  return {
    name: `list_customers, ${pageSize} per page`,
    args: { companyId, pageSize },
    path: `/companies/${companyId}/data/customers?page=1&pageSize=${pageSize}`,
  };
}

export const download = {
  name: "download_customer_attachment",
  args: { companyId, connectionId, customerId, attachmentId, format: "base64" },
  recordPath: record,
  path: `${record}/download`,
  bytes: 7 * 1024 * 1024,
};

/** A file of this many MiB to save. */
export function savedFile(mebibytes) {
  const id = `saved-${mebibytes}`;
  return {
    name: "download_customer_attachment",
    args: { companyId, connectionId, customerId, attachmentId: id, format: "file" },
    recordPath: recordOf(id),
    path: `${recordOf(id)}/download`,
    bytes: mebibytes * 1024 * 1024,
  };
}

/** A page of a scan; the page is added to the arguments. */
export const scan = {
  name: "download_customer_attachment",
  args: { companyId, connectionId, customerId, attachmentId: "scan", format: "image" },
  recordPath: recordOf("scan"),
  path: `${recordOf("scan")}/download`,
};

/** The figures of a company with many customers. */
export const summary = {
  name: "summarize_customers",
  args: { companyId: largeCompanyId },
  customers: 20_000,
  pageSize: 5000,
  pathOf: (page) => `/companies/${largeCompanyId}/data/customers?page=${page}&pageSize=5000&orderBy=id`,
};

/** The text of a long document. */
export const longText = {
  name: "download_customer_attachment",
  args: { companyId, connectionId, customerId, attachmentId: "long", format: "text" },
  recordPath: recordOf("long"),
  path: `${recordOf("long")}/download`,
};
