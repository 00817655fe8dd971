// The right answers, computed from what the sandbox serves.
const companyId = "c0000000-0000-4000-8000-000000000001";
const connectionId = "a0000000-0000-4000-8000-000000000001";
const customerId = "d0000000-0000-4000-8000-000000000001";

/** Ids and values that the questions name. */
export const asked = {
  companyId,
  connectionId,
  customerId,
  staleCompanyId: "c0000000-0000-4000-8000-000000000004",
  since: "2026-06-01",
  domain: "brackenhall-catering.example",
  contract: "f0000000-0000-4000-8000-000000000001",
  report: "f0000000-0000-4000-8000-000000000002",
};

/** Everything that the questions are about, read from the sandbox without any server between. */
export async function readTruths({ baseUrl, apiKey }) {
  const headers = { authorization: `Basic ${Buffer.from(apiKey).toString("base64")}` };
  const get = async (path) => fetch(baseUrl + path, { headers });
  const json = async (path) => (await get(path)).json();
  const { results: customers } = await json(`/companies/${companyId}/data/customers?page=1&pageSize=5000`);
  const path = (id) =>
    `/companies/${companyId}/connections/${connectionId}/data/customers/${encodeURIComponent(id)}/attachments`;
  const files = [];
  for (const { id } of customers) {
    const response = await get(path(id));
    for (const file of (response.ok && (await response.json()).attachments) || [])
      files.push({ ...file, of: id });
  }
  const withoutText = [];
  for (const { id, name } of files.filter(({ of }) => of === customerId)) {
    const response = await get(`${path(customerId)}/${encodeURIComponent(id)}/download`);
    if (!hasText(Buffer.from(await response.arrayBuffer()).toString("latin1"))) withoutText.push(name);
  }
  const report = await get(`${path(customerId)}/${asked.report}/download`);
  const status = (await json(`/companies/${asked.staleCompanyId}/dataStatus`)).customers;
  const names = askedNames(customers);
  return {
    names,
    counts: countsOf(customers),
    changed: idsOf(customers.filter(({ sourceModifiedDate: date }) => date >= asked.since)),
    atDomain: idsOf(customers.filter(({ emailAddress = "" }) => emailAddress.endsWith(`@${asked.domain}`))),
    duplicates: ["customerName", "taxNumber", "emailAddress"]
      .flatMap((field) => groupsOf(customers, field))
      .sort(),
    unreachable: idsOf(customers.filter((customer) => !isReachable(customer))),
    creditLimit: "25,000.00",
    overdue: overdueIn(Buffer.from(await report.arrayBuffer()).toString("latin1")),
    withoutText: withoutText.sort(),
    withFiles: [...new Set(files.map(({ of }) => of))].sort(),
    status: { lastSync: status.lastSuccessfulSync.slice(0, 10), sync: status.currentStatus, linked: false },
    record: customers.find(({ id }) => id === customerId),
    filesOfOne: files
      .filter(({ of }) => of === customerId)
      .map(({ name }) => name)
      .sort(),
    missingNames: names.filter((name) => !customers.some(({ customerName }) => customerName === name)).sort(),
  };
}

/** Whether a file has text: no picture, and no PDF whose pages use no font. Also of bytes that were read as UTF-8. */
export function hasText(bytes) {
  if (/^.PNG\r\n|^\u00FF\u00D8\u00FF|^\uFFFD{3}/.test(bytes)) return false;
  if (bytes.includes("%PDF-")) return bytes.includes("/Font <<");
  if (/<svg\b/.test(bytes)) return bytes.replace(/<script[\s\S]*?<\/script>|<[^>]*>/g, "").trim() !== "";
  return bytes.trim() !== "";
}

export function idsOf(rows) {
  return rows.map(({ id }) => id).sort();
}

/** By status as recorded, and the deleted ones apart. */
function countsOf(customers) {
  const counts = { deleted: customers.filter(({ metadata }) => metadata.isDeleted).length };
  for (const { status } of customers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

/** Groups of ids with an equal value, each as text. */
export function groupsOf(customers, field) {
  const groups = new Map();
  for (const { id, [field]: value } of customers) {
    const key = `${value ?? ""}`.toLowerCase().replace(/\s/g, "");
    if (key) groups.set(key, [...(groups.get(key) ?? []), id]);
  }
  return [...groups.values()].filter((ids) => ids.length > 1).map((ids) => `${field}: ${ids.sort().join()}`);
}

export function isReachable({ emailAddress, phone, contacts = [] }) {
  return Boolean(emailAddress || phone || contacts.some((one) => one.email || one.phone.length > 0));
}

/** The sum of what is overdue, and the oldest due date, in the lines of the report. */
export function overdueIn(text) {
  const lines = text
    .split("\n")
    .filter((line) => /INV-\d+ .*due \d/.test(line) && !line.includes("not yet due"));
  const pence = lines.map((line) =>
    Math.round(Number(/[\u00A3\uFFFD]\s?([\d,]+\.\d\d)/.exec(line)[1].replaceAll(",", "")) * 100),
  );
  const due = lines.map((line) => /due (\d{4}-\d\d-\d\d)/.exec(line)[1]).sort();
  return { total: pence.reduce((sum, one) => sum + one, 0) / 100, oldest: due[0] };
}

/** 40 names of customers and two others, as a list that an underwriter has from elsewhere. */
function askedNames(customers) {
  const known = [...new Set(customers.map(({ customerName }) => customerName))].filter(
    (_, at) => at % 5 === 0,
  );
  return [...known.slice(0, 40), "Harrowgate Linen Hire Ltd", "Pendle Bakehouse LLP"];
}
