// A tour of the tools: a real client calls the built server on made-up data. Every step is checked.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { checksHeld } from "./demo/check.mjs";
import { showAllCompanies, showCompany, showConnections, showStatus } from "./demo/companies.mjs";
import { showCustomer, showCustomers } from "./demo/customers.mjs";
import { showAttachments, showMember, showPdf } from "./demo/files.mjs";
import { showPhoto, showScan } from "./demo/images.mjs";
import { showNeverSynced } from "./demo/never-synced.mjs";
import { showOneBorrower } from "./demo/one-borrower.mjs";
import { heading, print, visible } from "./demo/print.mjs";
import { main, serverLog, startServer, stopServers } from "./demo/server.mjs";
import { showClause, showPages, showText } from "./demo/text.mjs";
import { showTools } from "./demo/tools.mjs";

// Stopping the servers may take 5 s more.
const longestMs = 50_000;
const flags = ["--sandbox", "--toolsets=customers,companies"];

// A closed pipe ends the tour. The servers then end too, because their stdin closes.
process.stdout.on("error", () => process.exit(1));
try {
  if (!existsSync(main)) build();
  await Promise.race([showAll(), timeUp()]);
  await stopServers();
} catch (error) {
  process.stderr.write(`\nThe demo failed: ${visible(error.message)}\n`);
  if (serverLog()) process.stderr.write(`Log of the servers:\n${visible(serverLog())}`);
  await stopServers();
  process.exit(1);
}

async function showAll() {
  const startedAt = performance.now();
  heading("A tour of codat-customers-mcp on made-up data");
  print("This MCP server lets an assistant read a borrower's customers, and their files, from Codat.");
  print("Here it serves its sandbox: every company, customer and file below is made up.");
  print();
  print(`The server was started with: node dist/main.mjs ${flags.join(" ")}`);
  print("“Call” is a tool call as an assistant makes it. “Result” is text from the server.");
  const [server, plainServer] = await Promise.all([startServer(flags), startServer(["--sandbox"])]);
  showTools(server, plainServer);

  const company = await showCompany(server, "larkmoor");
  await showStatus(server, company);
  const customers = await showCustomers(server, company);
  const [{ id: customerId, customerName }] = customers;
  const ofCustomer = { companyId: company.id, customerId };
  await showCustomer(server, ofCustomer, customerName);
  const connectionId = await showConnections(server, company);
  const attachments = await showAttachments(server, ofCustomer, { connectionId, customerName });
  await showPdf(server, ofCustomer, attachments);
  await showText(server, ofCustomer, attachments);
  await showPages(server, ofCustomer, attachments);
  await showClause(server, ofCustomer, attachments);
  await showMember(server, ofCustomer, attachments);
  await showScan(server, ofCustomer, attachments);
  await showPhoto(server, ofCustomer, attachments);
  const otherCompany = await showNeverSynced(server, "copper whisk");
  await showOneBorrower(flags, {
    borrower: company,
    otherCompany,
    otherIds: { connectionId, customerId, attachmentId: attachments[0].id },
    total: customers.length,
  });
  await showAllCompanies(server, company);

  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  print(
    `\nDone in ${seconds} s. All ${checksHeld()} checks passed. No key was needed, and no request was sent to Codat.`,
  );
}

function build() {
  const script = fileURLToPath(new URL("build.mjs", import.meta.url));
  execFileSync(process.execPath, [script], { stdio: "inherit" });
}

async function timeUp() {
  await delay(longestMs, undefined, { ref: false });
  throw new Error(`It did not finish within ${longestMs / 1000} s.`);
}
