import { companies } from "./companies.ts";

/** What a client is told on connecting to a server in the sandbox: that all is made up, and what there is of those companies. */
export function sandboxNotes(allowed: "all" | readonly string[]): string {
  const shown = companies.filter(({ id }) => allowed === "all" || allowed.includes(id));
  const lines = shown.map(
    ({ name, id, connectionId, description }) =>
      `- ${name}: companyId ${id}, connectionId ${connectionId}. ${description}`,
  );
  if (lines.length === 0) return "SANDBOX: none of the companies that may be read is in it.";
  return `SANDBOX: every company, customer and file here is made up; nothing comes from Codat. Its companies:\n${lines.join("\n")}`;
}
