import { settingsList } from "../settings/index.ts";
import { hosts } from "./command.ts";

/** The text of `--help`. */
export function help(): string {
  const settings = settingsList().map(({ variable, flag, default: fallback, description }) => {
    const names = flag ? `${variable}, ${flag}` : variable;
    return `  ${names}\n      ${description}${fallback === undefined ? "" : ` [${fallback}]`}\n`;
  });
  return `Usage: codat-customers-mcp [command] [flags]

A Model Context Protocol (MCP) server with read-only tools for the customers of small
businesses in Codat and the files attached to them. Unofficial: not made by Codat.

Without a command, it serves MCP over stdio.

Commands:
  http
      Serves MCP over HTTP, for a team.
  token NAME --companies UUID,…|all [--toolsets …] [--mask …] [--expires ISO]
      Makes a token for a caller of the HTTP service: the token on line 1, its entry for the tokens file on line 2.
  doctor [--json]
      Checks the settings, the connection to Codat, the key and the companies in CODAT_COMPANY_IDS.
  config HOST
      Prints the configuration to paste into a host, including the current settings, without the key.
      Hosts: ${hosts.join(", ")}

Settings, as environment variables or flags. A flag overrides a variable. Defaults are in [ ].
${settings.join("")}
  --help (-h), --version (-v)

Exit codes: 0 done or stopped; 1 a check failed; 2 invalid flag, command or setting.
`;
}
