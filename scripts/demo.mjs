// Shows the tools at work: the built server, on made-up data, driven by a real client. Every step is checked.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { checksHeld } from "./demo/check.mjs";
import { showAllCompanies, showCompany, showConnections, showStatus } from "./demo/companies.mjs";
import { showCustomer, showCustomers } from "./demo/customers.mjs";
import { showAttachments, showImage, showPdf } from "./demo/files.mjs";
import { showNeverSynced } from "./demo/never-synced.mjs";
import { showOneBorrower } from "./demo/one-borrower.mjs";
import { heading, print, visible } from "./demo/print.mjs";
import { main, serverLog, startServer, stopServers } from "./demo/server.mjs";
import { showParts, showText } from "./demo/text.mjs";
import { showTools } from "./demo/tools.mjs";

// Stopping the servers may take 5 s more.
const longestMs = 50_000;
const flags = ["--sandbox", "--toolsets=customers,companies"];

// A reader that goes away ends the tour, and with it the servers: they read until this process ends.
process.stdout.on("error", () => process.exit(1));
try {
  if (!existsSync(main)) build();
  await Promise.race([showAll(), timeUp()]);
  await stopServers();
} catch (error) {
  process.stderr.write(`\nThe demo failed: ${visible(error.message)}\n`);
  if (serverLog()) process.stderr.write(`The servers wrote:\n${visible(serverLog())}`);
  await stopServers();
  process.exit(1);
}

async function showAll() {
  const startedAt = performance.now();
  heading("A tour: every company, customer and file below is made up");
  print(`The server runs here, started as: node dist/main.mjs ${flags.join(" ")}`);
  print("“Asked” is a call that an assistant would make, “Answered” are the server's own words.");
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
  await showParts(server, ofCustomer, attachments);
  await showImage(server, ofCustomer, attachments);
  const stranger = await showNeverSynced(server, "copper whisk");
  await showOneBorrower(flags, {
    borrower: company,
    stranger,
    otherIds: { connectionId, customerId, attachmentId: attachments[0].id },
    total: customers.length,
  });
  await showAllCompanies(server, company);

  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  print(
    `\nDone in ${seconds} s; ${checksHeld()} checks held. No key was needed: nothing here came from Codat.`,
  );
}

function build() {
  const script = fileURLToPath(new URL("build.mjs", import.meta.url));
  execFileSync(process.execPath, [script], { stdio: "inherit" });
}

async function timeUp() {
  await delay(longestMs, undefined, { ref: false });
  throw new Error(`It was not done within ${longestMs / 1000} s.`);
}
