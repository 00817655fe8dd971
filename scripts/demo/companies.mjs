import { check } from "./check.mjs";
import { answered, asked, heading, print, table } from "./print.mjs";
import { wordsOf } from "./server.mjs";

/** The only company whose name holds `name`, as the server finds it. */
export async function findCompany(server, name) {
  asked("find_companies", { name });
  const answer = await server.call("find_companies", { name });
  answered(wordsOf(answer));
  const { results, totalResults } = answer.structuredContent;
  check(results.length === 1 && totalResults === 1, `“${name}” finds ${totalResults} companies, not 1.`);
  const [company] = results;
  check(company.name.toLowerCase().includes(name), `“${name}” finds ${company.name}.`);
  check(
    server.instructions.includes(`${company.name}: companyId ${company.id}`),
    `The server's instructions do not name the company ${company.name}.`,
  );
  checkNoLinks(answer);
  table([{ name: company.name, "its id": company.id, ledger: company.platform }]);
  return company;
}

export async function showCompany(server, name) {
  heading(`Find a company by its name: “${name}”`);
  const company = await findCompany(server, name);
  print("\nWhat follows is asked with that id.");
  return company;
}

export async function showStatus(server, { id: companyId, name }) {
  heading(`How current is Codat's copy of ${name}'s customers?`);
  asked("get_data_status", { companyId });
  const answer = await server.call("get_data_status", { companyId });
  answered(wordsOf(answer));
  const { dataType, currentStatus, lastSuccessfulSync, ageHours } = answer.structuredContent;
  check(dataType === "customers" && currentStatus === "Complete", "The customers' status is not Complete.");
  const words = wordsOf(answer);
  const minute = lastSuccessfulSync.slice(0, 16);
  check(words.includes("synced") && words.includes(minute), "The status's words do not say when it was.");
  const ageMs = Date.now() - Date.parse(lastSuccessfulSync);
  check(Math.abs(ageHours - ageMs / 3_600_000) < 1, "The status's age is not that of its last sync.");
  print(
    "Codat reads a ledger now and then (a sync) and answers from its copy. This made-up sync is of a fixed day.",
  );
}

/** The id of the connection through which the server must find the files. */
export async function showConnections(server, { id: companyId, name }) {
  heading(`What has ${name} linked to Codat?`);
  asked("list_connections", { companyId });
  const answer = await server.call("list_connections", { companyId });
  answered(wordsOf(answer));
  checkNoLinks(answer);
  const { results } = answer.structuredContent;
  table(
    results.map(({ platformName, sourceType, status, lastSync }) => ({
      platform: platformName,
      kind: sourceType,
      status,
      "last sync": lastSync?.slice(0, 10),
    })),
  );
  const ledgers = results.filter(
    ({ sourceType, status }) => sourceType === "Accounting" && status === "Linked",
  );
  check(ledgers.length === 1, `${name} has ${ledgers.length} linked ledgers, not 1.`);
  check(results.length > 1, `${name} has one connection alone: there is nothing to find.`);
  print(
    `\nFiles are read through the linked ledger, ${ledgers[0].platformName}; the server finds it by itself.`,
  );
  return ledgers[0].id;
}

/** Whatever else there is to look at. */
export async function showAllCompanies(server, { id }) {
  heading("To look around yourself: all companies of the sandbox");
  asked("find_companies", {});
  const answer = await server.call("find_companies", {});
  answered(wordsOf(answer));
  const { results, hasMore } = answer.structuredContent;
  check(!hasMore && results.length > 1, "The sandbox's companies did not come in one list.");
  check(
    results.some((company) => company.id === id),
    "The list of all companies lacks the one found by name.",
  );
  table(results.map(({ name, description }) => ({ name, "what is in it": description })));
}

// With such a link anybody could start linking a ledger.
function checkNoLinks({ structuredContent }) {
  check(!/https?:/.test(JSON.stringify(structuredContent)), "The answer holds a link of Codat's.");
}
