import { check } from "./check.mjs";
import { findCompany } from "./companies.mjs";
import { answered, asked, heading, print } from "./print.mjs";
import { wordsOf } from "./server.mjs";

/** A company that is linked, but of which Codat has read nothing yet. */
export async function showNeverSynced(server, name) {
  heading(`When something is missing, the answer says what a person does: “${name}”`);
  const company = await findCompany(server, name);
  const ids = { companyId: company.id };
  const { words, error } = await server.failedCall("list_customers", ids);
  check(error?.status === 409, `Listing the customers of ${company.name} did not fail with 409.`);
  check(error.kind === "not_ready", "The 409 is not told as data that is not ready.");
  check(words.includes("never synced"), "The 409 does not say that the customers were never synced.");
  check(words.includes("must start a sync"), "The 409 does not say what a person does.");
  const status = wordsOf(await server.call("get_data_status", ids));
  check(status.includes("never synced"), "The status of what was never synced does not say so.");
  print();
  asked("list_customers", ids);
  answered(words);
  print(`The same for a program: ${JSON.stringify(error)}`);
  return company;
}
