import { companies } from "./companies.ts";

/** Instructions for clients of the sandbox: all data is made up, and which companies there are. */
export function sandboxNotes(allowed: "all" | readonly string[]): string {
  const shown = companies.filter(({ id }) => allowed === "all" || allowed.includes(id));
  const lines = shown.map(
    ({ name, id, connectionId, description }) =>
      `- ${name}: companyId ${id}, connectionId ${connectionId}. ${description}`,
  );
  if (lines.length === 0) return "SANDBOX: it has none of the companies that this server may read.";
  return `SANDBOX: every company, customer and file is made up. Nothing comes from Codat. Companies:\n${lines.join("\n")}`;
}
