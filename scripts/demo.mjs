// Shows the five tools at work: the built server, on made-up data, driven by a real client. Every step is checked.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { Client } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";

const longestMs = 60_000;
const longestStopMs = 3000;
const main = fileURLToPath(new URL("../dist/main.mjs", import.meta.url));
const build = fileURLToPath(new URL("build.mjs", import.meta.url));
if (!existsSync(main)) execFileSync(process.execPath, [build], { stdio: "inherit" });

const client = new Client({ name: "demo", version: "1.0.0" }, { versionNegotiation: { mode: "auto" } });
const server = { command: process.execPath, args: [main, "--sandbox"], stderr: "pipe" };
const transport = new StdioClientTransport(server);
let log = "";
transport.stderr.on("data", (chunk) => {
  log += chunk;
});
let checks = 0;

try {
  await Promise.race([showAll(), timeUp()]);
  await client.close();
} catch (error) {
  process.stderr.write(`\nThe demo failed: ${visible(error.message)}\n`);
  if (log) process.stderr.write(`The server wrote:\n${visible(log)}`);
  await Promise.race([client.close(), delay(longestStopMs)]);
  process.exit(1);
}

async function showAll() {
  const startedAt = performance.now();
  await client.connect(transport);
  const companies = showCompanies();
  await showTools();

  const { companyId, connectionId } = companyNamed("Larkmoor Wholesale", companies);
  const [{ id: customerId, customerName }] = await showCustomers(companyId);
  await showCustomer({ companyId, customerId }, customerName);
  const ofCustomer = { companyId, connectionId, customerId };
  const attachments = await showAttachments(ofCustomer);
  await showPdf(ofCustomer, attachments);
  await showText(ofCustomer, attachments);
  await showParts(ofCustomer, attachments);
  await showImage(ofCustomer, attachments);
  await showError(companyNamed("Copper Whisk Bakery", companies));

  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  print(`\nDone in ${seconds} s; ${checks} checks held. No key was needed: nothing here came from Codat.`);
}

function showCompanies() {
  const instructions = client.getInstructions() ?? "";
  check(instructions.includes("made up"), "The server does not say that its data is made up.");
  const lines = instructions.matchAll(/^- (.+): companyId (\S+), connectionId (\S+)\. (.*)$/gm);
  const companies = [...lines].map(([, name, companyId, connectionId, description]) => {
    return { name, companyId, connectionId, description };
  });
  heading("The sandbox: every company, customer and file below is made up");
  for (const { name, description } of companies) print(`${name}: ${description}`);
  return companies;
}

function companyNamed(start, companies) {
  const company = companies.find(({ name }) => name.startsWith(start));
  check(company, `The server's instructions do not name the company ${start}.`);
  return company;
}

async function showTools() {
  const { tools } = await client.listTools();
  check(tools.length === 5, `The server lists ${tools.length} tools, not 5.`);
  for (const { name, annotations } of tools) check(annotations?.readOnlyHint, `${name} is not read-only.`);
  heading("Its tools, all read-only");
  for (const { name, title } of tools) print(`${name}: ${title}`);
}

async function showCustomers(companyId) {
  const fields = ["id", "customerName", "status", "defaultCurrency", "addresses", "sourceModifiedDate"];
  const answers = [];
  for (let position = { page: 1, pageSize: 100 }; position.page; ) {
    const answer = await call("list_customers", { companyId, ...position, fields });
    answers.push(answer);
    const { nextPage, nextPageSize = position.pageSize } = answer.structuredContent;
    position = { page: nextPage, pageSize: nextPageSize };
  }
  const rows = answers.flatMap(({ structuredContent }) => structuredContent.results);
  const ids = rows.map(({ id }) => id);
  const { structuredContent: whole } = await call("list_customers", {
    companyId,
    pageSize: 5000,
    fields: ["id"],
  });
  const total = whole.totalResults;
  const wholeIds = whole.results.map(({ id }) => id);
  check(answers.length > 1, "The customers came in one page: there was nothing to walk.");
  check(new Set(ids).size === total, `The pages hold ${new Set(ids).size} of ${total} customers.`);
  check(isDeepStrictEqual(ids, wholeIds), "The pages and the whole list differ.");

  heading(`Customers: the first 8 of ${total}`);
  table(
    rows.slice(0, 8).map((row) => ({
      name: row.customerName,
      status: row.status,
      currency: row.defaultCurrency,
      town: row.addresses?.[0]?.city,
      "changed in the ledger": row.sourceModifiedDate?.slice(0, 10),
    })),
  );
  print("\nThe server's words with each page:");
  for (const answer of answers) print(`  ${wordsOf(answer)}`);
  print(`Read to the end: ${total} customers in ${answers.length} pages, none lost, none twice.`);
  return rows;
}

async function showCustomer(ids, listedName) {
  const { structuredContent: customer, content } = await call("get_customer", ids);
  check(customer.customerName === listedName, "get_customer answered with another customer.");
  check(isDeepStrictEqual(JSON.parse(content.at(-1).text), customer), "The answer's text and data differ.");
  heading("One customer");
  for (const [key, value] of Object.entries(customer)) {
    for (const item of [value].flat()) print(`${`${key}:`.padEnd(20)}${inWords(item)}`);
  }
}

async function showAttachments(ofCustomer) {
  const answer = await call("list_customer_attachments", ofCustomer);
  const { attachments } = answer.structuredContent;
  check(attachments.length > 0, "The customer has no attachments.");
  heading(`That customer's files. The server's words: ${wordsOf(answer)}`);
  table(attachments.map(({ name, fileSize, contentType }) => ({ name, bytes: fileSize, type: contentType })));
  return attachments;
}

async function showPdf(ofCustomer, attachments) {
  const listed = attachments.find(({ contentType }) => contentType === "application/pdf");
  check(listed, "The customer has no PDF.");
  const ids = { ...ofCustomer, attachmentId: listed.id };
  const { structuredContent: record } = await call("get_customer_attachment", ids);
  check(isDeepStrictEqual(record, listed), "get_customer_attachment and the list differ.");
  const answer = await call("download_customer_attachment", ids);
  const bytes = Buffer.from(answer.content.at(-1).resource.blob, "base64");
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  check(bytes.length === record.fileSize, `The PDF has ${bytes.length} bytes, not ${record.fileSize}.`);
  check(bytes.toString("latin1", 0, 4) === "%PDF", "The file does not start with %PDF.");
  check(wordsOf(answer).includes(`sha256: ${sha256}`), "The server's sha256 is not that of the bytes.");
  heading("One file downloaded");
  print(wordsOf(answer));
  print("Checked here: these bytes start with %PDF, and their size and sha256 are the same.");
}

async function showText(ofCustomer, attachments) {
  const { id, name } = attachments.find(({ contentType }) => contentType === "application/pdf");
  const args = { ...ofCustomer, attachmentId: id, format: "text" };
  const [head, fenced] = (await call("download_customer_attachment", args)).content.map(({ text }) => text);
  check(head.includes("text: whole"), "A one-page PDF did not come whole.");
  check(fenced.includes("[page 1 of 1]"), "The text does not say which page it is from.");
  const boundary = /--- begin (\w+) ---/.exec(fenced)?.[1];
  check(
    boundary && fenced.endsWith(`--- end ${boundary} ---`),
    "The borrower's words are not marked as theirs.",
  );
  heading(`The same file read aloud: ${name} as text, marked as the borrower's words`);
  print(fenced);
}

async function showParts(ofCustomer, attachments) {
  const { id, name } = attachments.find((file) => file.name.startsWith("aged-debt-report"));
  const args = { ...ofCustomer, attachmentId: id, format: "text" };
  heading(`A long file in parts: ${name}`);
  let count = 1;
  const pages = [];
  for (let part = 1; part <= count; part += 1) {
    const answer = await call("download_customer_attachment", { ...args, part });
    count = Number(/^text: part \d+ of (\d+)/m.exec(wordsOf(answer))?.[1]);
    check(count > 1, "The long file did not come in parts.");
    const { text } = answer.content[1];
    pages.push(...[...text.matchAll(/^\[page (\d+) of \d+\]$/gm)].map(([, page]) => Number(page)));
    print(`  part ${part} of ${count}: ${text.length} characters, to page ${pages.at(-1)}`);
  }
  check(
    isDeepStrictEqual(
      pages,
      pages.map((_, index) => index + 1),
    ) && pages.length === 14,
    "A page is missing.",
  );
  print("All 14 pages came once, in order.");
}

async function showImage(ofCustomer, attachments) {
  const record = attachments.find(({ name }) => name === "logo.png");
  check(record, "The customer has no logo.png.");
  const answer = await call("download_customer_attachment", { ...ofCustomer, attachmentId: record.id });
  const { type, mimeType, data } = answer.content.at(-1);
  check(type === "image" && mimeType === "image/png", "The logo did not come as an image.");
  const bytes = Buffer.from(data, "base64");
  check(bytes.toString("latin1", 1, 4) === "PNG", "The image is not a PNG.");
  check(bytes.length === record.fileSize, `The image has ${bytes.length} bytes, not ${record.fileSize}.`);
  heading("One image, in a block that a model can look at");
  print(`${record.name}: a block of type ${type}, ${mimeType}, ${bytes.length} bytes`);
}

async function showError({ name, companyId }) {
  const answer = await client.callTool({ name: "list_customers", arguments: { companyId } });
  const error = answer._meta?.["codat-customers-mcp/error"];
  check(answer.isError && error?.status === 409, `Listing the customers of ${name} did not fail with 409.`);
  heading(`One error explained: the customers of ${name}`);
  print(wordsOf(answer));
  print(`The same for a program: ${JSON.stringify(error)}`);
}

async function call(name, args) {
  const answer = await client.callTool({ name, arguments: args });
  check(!answer.isError, `${name} failed: ${wordsOf(answer)}`);
  return answer;
}

/** The words that stand before an answer's data. */
function wordsOf({ content }) {
  return content[0].text;
}

function inWords(value) {
  if (!(value instanceof Object)) return String(value);
  const parts = Object.entries(value).filter(([, part]) => part !== "");
  return parts.map(([key, part]) => (part instanceof Object ? inWords(part) : `${key} ${part}`)).join(", ");
}

function check(holds, otherwise) {
  if (!holds) throw new Error(otherwise);
  checks += 1;
}

async function timeUp() {
  await delay(longestMs, undefined, { ref: false });
  throw new Error(`It was not done within ${longestMs / 1000} s.`);
}

function heading(text) {
  print(`\n${text}\n${"-".repeat(text.length)}`);
}

function table(rows) {
  const lines = [Object.keys(rows[0]), ...rows.map((row) => Object.values(row))];
  const cells = lines.map((line) => line.map((value) => visible(String(value ?? "–"))));
  const widths = cells[0].map((_, column) => Math.max(...cells.map((line) => line[column].length)));
  for (const line of cells) print(line.map((cell, column) => cell.padEnd(widths[column] + 2)).join(""));
}

function print(text) {
  process.stdout.write(`${visible(text).trimEnd()}\n`);
}

/** A terminal would obey some characters, and names come from outside. */
function visible(text) {
  return text.replace(
    /[^\P{C}\n]/gu,
    (hidden) => `\\u${hidden.codePointAt(0).toString(16).padStart(4, "0")}`,
  );
}
