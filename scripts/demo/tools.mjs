import { isDeepStrictEqual } from "node:util";
import { check } from "./check.mjs";
import { heading, print, table } from "./print.mjs";

const customersTools = [
  "list_customers",
  "get_customer",
  "list_customer_attachments",
  "get_customer_attachment",
  "download_customer_attachment",
];
const companiesTools = ["find_companies", "list_connections", "get_data_status"];

export function showTools({ instructions, tools }, plainServer) {
  check(instructions.includes("made up"), "The server does not say that its data is made up.");
  checkTools(tools, [...customersTools, ...companiesTools]);
  checkTools(plainServer.tools, customersTools);
  heading("The tools: all are read-only");
  table(tools.map(({ name, title }) => ({ name, title })));
  print(
    `\nThe first ${customersTools.length} are the default. --toolsets=customers,companies adds the last ${companiesTools.length}.`,
  );
}

function checkTools(tools, expected) {
  const names = tools.map(({ name }) => name);
  check(
    isDeepStrictEqual(names, expected),
    `The server lists ${names.join(", ")}, not ${expected.join(", ")}.`,
  );
  for (const { name, annotations } of tools) check(annotations?.readOnlyHint, `${name} is not read-only.`);
}
