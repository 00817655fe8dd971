import { check } from "./check.mjs";
import { answered, asked, heading, print } from "./print.mjs";
import { startServer, wordsOf } from "./server.mjs";

/** A server that may read `borrower` alone, asked about `stranger`; `otherIds` are what its tools take besides. */
export async function showOneBorrower(flags, { borrower, stranger, otherIds, total }) {
  const server = await startServer(flags, { CODAT_COMPANY_IDS: borrower.id });
  heading("Kept inside one borrower");
  print(`A second server is started with CODAT_COMPANY_IDS=${borrower.id}`);
  print(`(${borrower.name}): it may read that company alone.`);
  print();
  check(!server.instructions.includes(stranger.id), `The pinned server tells of ${stranger.name}.`);
  await showAlone(server, borrower);
  await showRefusal(server, stranger);
  await checkRefusals(server, { ...otherIds, companyId: stranger.id });
  const own = await server.call("list_customers", { pageSize: 1 });
  check(own.structuredContent.totalResults === total, "The pinned server does not read its own company.");
  print(`${borrower.name} it reads as before (${total} customers), even where no companyId is given.`);
}

async function showAlone(server, { id, name }) {
  asked("find_companies", {});
  const answer = await server.call("find_companies", {});
  answered(wordsOf(answer));
  const ids = answer.structuredContent.results.map((company) => company.id);
  check(ids.length === 1 && ids[0] === id, `The pinned server finds other companies than ${name}.`);
  print(`It finds ${name} and no other.`);
  print();
}

async function showRefusal(server, { id: companyId, name }) {
  asked("list_customers", { companyId });
  const { words, error } = await server.failedCall("list_customers", { companyId });
  check(error?.kind === "not_allowed", `The pinned server does not refuse ${name} as not_allowed.`);
  answered(words);
  print(`The same for a program: ${JSON.stringify(error)}`);
}

async function checkRefusals(server, args) {
  const perCompany = server.tools.filter(({ inputSchema }) => inputSchema.properties.companyId);
  check(perCompany.length === server.tools.length - 1, "More tools than find_companies take no company.");
  for (const { name, inputSchema } of perCompany) {
    const taken = Object.entries(args).filter(([key]) => key in inputSchema.properties);
    const given = Object.fromEntries(taken);
    const { connectionId: _, ...withoutConnection } = given;
    for (const ids of [given, withoutConnection]) {
      const { error } = await server.failedCall(name, ids);
      const isKept = error?.kind === "not_allowed" && error.attempts === 0;
      check(isKept, `${name} does not keep the pinned server to its company.`);
    }
  }
  print(
    `All ${perCompany.length} tools that take a company refuse that one so, and nothing is asked of Codat.`,
  );
}
