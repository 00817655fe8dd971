import { check } from "./check.mjs";
import { answered, asked, heading, print } from "./print.mjs";
import { startServer, textOf } from "./server.mjs";

/** Asks a server that is restricted to `borrower` about `otherCompany`. `otherIds` are the other ids that its tools take. */
export async function showOneBorrower(flags, { borrower, otherCompany, otherIds, total }) {
  const server = await startServer(flags, { CODAT_COMPANY_IDS: borrower.id });
  heading("Restrict the server to one borrower");
  print(`A second server was started with CODAT_COMPANY_IDS=${borrower.id}.`);
  print(`It is restricted to that company, ${borrower.name}.`);
  print();
  check(
    !server.instructions.includes(otherCompany.id),
    `The restricted server mentions ${otherCompany.name}.`,
  );
  await showAlone(server, borrower);
  await showRefusal(server, otherCompany);
  await checkRefusals(server, { ...otherIds, companyId: otherCompany.id });
  const own = await server.call("list_customers", { pageSize: 1 });
  check(own.structuredContent.totalResults === total, "The restricted server does not read its own company.");
  print(`${borrower.name} can still be read (${total} customers), and companyId is now optional.`);
}

async function showAlone(server, { id, name }) {
  asked("find_companies", {});
  const answer = await server.call("find_companies", {});
  answered(textOf(answer));
  const ids = answer.structuredContent.results.map((company) => company.id);
  check(ids.length === 1 && ids[0] === id, `The restricted server finds other companies than ${name}.`);
  print(`It finds only ${name}.`);
  print();
}

async function showRefusal(server, { id: companyId, name }) {
  asked("list_customers", { companyId });
  const { text, error } = await server.failedCall("list_customers", { companyId });
  check(
    error?.kind === "not_allowed",
    `The restricted server does not reject calls for ${name} with not_allowed.`,
  );
  answered(text);
  print(`The same error for programs: ${JSON.stringify(error)}`);
}

async function checkRefusals(server, args) {
  const perCompany = server.tools.filter(({ inputSchema }) => inputSchema.properties.companyId);
  check(
    perCompany.length === server.tools.length - 1,
    "A tool other than find_companies takes no companyId.",
  );
  for (const { name, inputSchema } of perCompany) {
    const taken = Object.entries(args).filter(([key]) => key in inputSchema.properties);
    const given = Object.fromEntries(taken);
    const { connectionId: _, ...withoutConnection } = given;
    for (const ids of [given, withoutConnection]) {
      const { error } = await server.failedCall(name, ids);
      const isKept = error?.kind === "not_allowed" && error.attempts === 0;
      check(isKept, `${name} does not enforce the restriction.`);
    }
  }
  print(`All ${perCompany.length} tools with a companyId reject that company, without a request to Codat.`);
}
