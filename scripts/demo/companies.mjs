import { check } from "./check.mjs";
import { answered, asked, heading, print, table } from "./print.mjs";
import { textOf } from "./server.mjs";

/** The only company with `name` in its name, as the server finds it. */
export async function findCompany(server, name) {
  asked("find_companies", { name });
  const answer = await server.call("find_companies", { name });
  answered(textOf(answer));
  const { results, totalResults } = answer.structuredContent;
  check(results.length === 1 && totalResults === 1, `“${name}” finds ${totalResults} companies, not 1.`);
  const [company] = results;
  check(company.name.toLowerCase().includes(name), `“${name}” finds ${company.name}.`);
  check(
    server.instructions.includes(`${company.name}: companyId ${company.id}`),
    `The server's instructions do not name the company ${company.name}.`,
  );
  checkNoLinks(answer);
  const ledger = company.dataConnections.find(
    ({ sourceType, status }) => sourceType === "Accounting" && status === "Linked",
  );
  table([{ name: company.name, id: company.id, ledger: ledger?.platformName }]);
  return company;
}

export async function showCompany(server, name) {
  heading(`Find a borrower by name: “${name}”`);
  const company = await findCompany(server, name);
  print("\nThe calls below use this company id.");
  return company;
}

export async function showStatus(server, { id: companyId, name }) {
  heading(`How old is the data of ${name}?`);
  asked("get_data_status", { companyId });
  const answer = await server.call("get_data_status", { companyId });
  answered(textOf(answer));
  const { dataType, currentStatus, lastSuccessfulSync, ageHours } = answer.structuredContent;
  check(dataType === "customers" && currentStatus === "Complete", "The customers' status is not Complete.");
  const text = textOf(answer);
  const minute = lastSuccessfulSync.slice(0, 16);
  check(text.includes("synced") && text.includes(minute), "The status does not say when the last sync was.");
  const ageMs = Date.now() - Date.parse(lastSuccessfulSync);
  check(Math.abs(ageHours - ageMs / 3_600_000) < 1, "ageHours is not the age of the last sync.");
  print(
    "Codat copies the ledger from time to time (a sync), and the server reads that copy. This made-up sync has a fixed date.",
  );
}

/** Returns the id of the connection that the server must use for files. */
export async function showConnections(server, { id: companyId, name }) {
  heading(`The systems that ${name} has connected to Codat`);
  asked("list_connections", { companyId });
  const answer = await server.call("list_connections", { companyId });
  answered(textOf(answer));
  checkNoLinks(answer);
  const { results } = answer.structuredContent;
  table(
    results.map(({ platformName, sourceType, status, lastSync }) => ({
      platform: platformName,
      type: sourceType,
      status,
      "last sync": lastSync?.slice(0, 10),
    })),
  );
  const ledgers = results.filter(
    ({ sourceType, status }) => sourceType === "Accounting" && status === "Linked",
  );
  check(ledgers.length === 1, `${name} has ${ledgers.length} linked ledgers, not 1.`);
  check(results.length > 1, `${name} has only one connection, so there is nothing to resolve.`);
  print(
    `\nFiles are read through the linked ledger, ${ledgers[0].platformName}. The server resolves it automatically.`,
  );
  return ledgers[0].id;
}

/** Lists all companies of the sandbox. */
export async function showAllCompanies(server, { id }) {
  heading("More to explore: all companies in the sandbox");
  asked("find_companies", {});
  const answer = await server.call("find_companies", {});
  answered(textOf(answer));
  const { results, hasMore } = answer.structuredContent;
  check(!hasMore && results.length > 1, "The sandbox's companies are not in one list.");
  check(
    results.some((company) => company.id === id),
    "The list of all companies lacks the one found by name.",
  );
  table(results.map(({ name, description }) => ({ name, content: description })));
}

// Anyone with such a link could start to link a ledger.
function checkNoLinks({ structuredContent }) {
  check(!/https?:/.test(JSON.stringify(structuredContent)), "The result contains one of Codat's links.");
}
