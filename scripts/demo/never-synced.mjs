import { check } from "./check.mjs";
import { findCompany } from "./companies.mjs";
import { answered, asked, heading, print } from "./print.mjs";
import { textOf } from "./server.mjs";

/** A company that is linked, but that Codat has never synced. */
export async function showNeverSynced(server, name) {
  heading(`Errors say what to do: “${name}” was never synced`);
  const company = await findCompany(server, name);
  const ids = { companyId: company.id };
  const { text, error } = await server.failedCall("list_customers", ids);
  check(error?.status === 409, `Listing the customers of ${company.name} did not fail with 409.`);
  check(error.kind === "not_ready", "The error of the 409 is not not_ready.");
  check(text.includes("never synced"), "The 409 does not say that the customers were never synced.");
  check(/\bstart a sync\b/.test(text), "The 409 does not say what to do.");
  const status = textOf(await server.call("get_data_status", ids));
  check(status.includes("never synced"), "The status does not say that the customers were never synced.");
  print();
  asked("list_customers", ids);
  answered(text);
  print(`The same error for programs: ${JSON.stringify(error)}`);
  return company;
}
