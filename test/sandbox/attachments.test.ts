import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { type Sandbox, startSandbox } from "../../src/sandbox/index.ts";
import { attachmentsPath, companyOn, customersPath, freeAgent, sage, xero } from "./companies.ts";
import { get, getError, getPage } from "./get.ts";

interface Attachment {
  readonly id: string;
  readonly name: string;
  readonly contentType: string | null;
  readonly fileSize: number | null;
}

const brackenhall = "d0000000-0000-4000-8000-000000000001";
const path = attachmentsPath(xero, brackenhall);

async function list(
  sandbox: Sandbox,
  customerId: string,
  company = xero,
): Promise<readonly Attachment[] | null> {
  const body = await (await get(sandbox, attachmentsPath(company, customerId))).json();
  return (body as { attachments: readonly Attachment[] | null }).attachments;
}

async function download(sandbox: Sandbox, name: string): Promise<Buffer> {
  const found = (await list(sandbox, brackenhall))?.find((attachment) => attachment.name === name);
  const response = await get(sandbox, `${path}/${encodeURIComponent(found?.id ?? "")}/download`);
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toBe("application/octet-stream");
  const bytes = Buffer.from(await response.arrayBuffer());
  expect(response.headers.get("content-length")).toBe(String(bytes.length));
  expect(found?.fileSize ?? bytes.length).toBe(bytes.length);
  return bytes;
}

test.each([
  ["supply-agreement-2026.pdf", "%PDF-1.4\n"],
  ["aged-debt-report-may-2026.pdf", "%PDF-1.4\n"],
  ["logo.png", "\u0089PNG\r\n\u001A\n"],
  ["aged-debt-export.csv", "Invoice;Site;Due;Bucket;Amount;Note (rate: \u00801 = \u00A30.86)\r\n"],
  ["change-of-terms.docx", "PK\u0003\u0004"],
  ["credit-review.xlsx", "PK\u0003\u0004"],
  ["site-visit-notes.txt", "Site visit"],
  ["FW remittance advice.eml", "From: "],
  ["scan0001.pdf", ""],
  ["bank-statements.zip", "PK\u0003\u0004"],
  ["company-stamp.png", "<?xml"],
  ["../../etc/passwd\u202Efdp.exe. .", "Opening hours"],
  ["reference-letter.txt", "Reference letter"],
  ["framework-agreement-signed.pdf", "%PDF-1.4\n"],
  ["IMG_0412.jpg", "\u00FF\u00D8\u00FF\u00E1"],
  ["facility-letter-2026.pdf", "%PDF-1.4\n"],
  ["payment-history.xls", "\u00D0\u00CF\u0011\u00E0"],
  ["RE credit limit.msg", "\u00D0\u00CF\u0011\u00E0"],
  ["FW FW remittance.eml", "From: "],
  ["proofs-of-delivery-june.zip", "PK\u0003\u0004"],
  ["INV-20358.pdf", "%PDF-1.4\n"],
])("%j is as long as declared, and begins as its kind does", async (name, head) => {
  await using sandbox = await startSandbox();
  const bytes = await download(sandbox, name);
  expect(bytes.subarray(0, head.length).toString("latin1")).toBe(head);
});

test("the records have the errors that ledgers have", async () => {
  await using sandbox = await startSandbox();
  const files = (await list(sandbox, brackenhall)) ?? [];
  expect(files).toHaveLength(21);
  expect(files.filter(({ contentType }) => contentType === null)).toHaveLength(1);
  expect(files.filter(({ fileSize }) => fileSize === null)).toHaveLength(1);
  expect(files.find(({ fileSize }) => fileSize === 0)?.name).toBe("scan0001.pdf");
  expect(files.find(({ name }) => name === "bank-statements.zip")?.fileSize).toBe(12 * 1024 * 1024);
  for (const file of files) {
    expect(await (await get(sandbox, `${path}/${encodeURIComponent(file.id)}`)).json()).toEqual(file);
  }
});

test("a PDF's cross-reference table points to its objects", async () => {
  await using sandbox = await startSandbox();
  for (const name of [
    "supply-agreement-2026.pdf",
    "aged-debt-report-may-2026.pdf",
    "framework-agreement-signed.pdf",
    "facility-letter-2026.pdf",
    "INV-20358.pdf",
  ]) {
    const text = (await download(sandbox, name)).toString("latin1");
    expect(text.slice(Number(/startxref\n(\d+)/.exec(text)?.[1]))).toMatch(/^xref\n/);
    const offsets = [...text.matchAll(/^(\d{10}) 00000 n $/gm)].map(([, offset]) => Number(offset));
    expect(offsets.length).toBeGreaterThan(5);
    for (const [index, offset] of offsets.entries()) {
      expect(text.slice(offset, offset + 9)).toMatch(new RegExp(`^${index + 1} 0 obj`));
    }
  }
});

test("the long report has 14 pages and about 140,000 characters", async () => {
  await using sandbox = await startSandbox();
  const text = (await download(sandbox, "aged-debt-report-may-2026.pdf")).toString("latin1");
  expect(text.match(/\/Type \/Page /g)).toHaveLength(14);
  const characters = [...text.matchAll(/\((.*?[^\\])\) (?:'|Tj)/g)].reduce(
    (sum, [, line = ""]) => sum + line.length,
    0,
  );
  expect(characters).toBeGreaterThan(125_000);
  expect(characters).toBeLessThan(165_000);
});

test("most customers have no files, some have one or two, one has null", async () => {
  await using sandbox = await startSandbox();
  const { results } = await getPage(sandbox, `${customersPath(xero)}?pageSize=10`);
  const counts: (number | null)[] = [];
  for (const { id } of results) counts.push((await list(sandbox, id))?.length ?? null);
  expect(counts).toEqual([21, 1, 2, null, 0, 0, 0, 0, 0, 0]);
  expect(await list(sandbox, "A/C 12/b 50%", sage)).toHaveLength(1);
});

test("only a linked accounting connection has files", async () => {
  await using sandbox = await startSandbox();
  const { results } = await getPage(sandbox, `/companies/${xero.id}/connections`);
  const answers: unknown[] = [];
  for (const { id } of results)
    answers.push((await getError(sandbox, path.replace(xero.connectionId, id)))[1]);
  expect(answers).toEqual([
    "Data connection a0000000-0000-4000-8000-000000000011 is not linked",
    undefined,
    "Attachments are not supported by platform TrueLayer",
  ]);
  const [client] = (await getPage(sandbox, customersPath(freeAgent))).results;
  expect(await getError(sandbox, attachmentsPath(freeAgent, client?.id ?? ""))).toEqual([
    404,
    `Data connection ${companyOn("FreeAgent").connectionId} is not linked`,
  ]);
});

test("every byte is the same in every run and on every machine", async () => {
  await using sandbox = await startSandbox();
  const paths = [
    "/companies",
    ...[xero, sage, freeAgent].map((company) => `${customersPath(company)}?pageSize=5000`),
    path,
    ...((await list(sandbox, brackenhall)) ?? []).map(
      ({ id }) => `${path}/${encodeURIComponent(id)}/download`,
    ),
  ];
  const hashes: Record<string, string> = {};
  for (const each of paths) {
    const bytes = new Uint8Array(await (await get(sandbox, each)).arrayBuffer());
    hashes[each] = createHash("sha256").update(bytes).digest("hex");
  }
  expect(hashes).toMatchSnapshot();
});
