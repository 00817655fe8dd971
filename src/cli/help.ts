import { settingsList } from "../settings/index.ts";
import { hosts } from "./command.ts";

/** The text of `--help`. */
export function help(): string {
  const settings = settingsList().map(({ variable, flag, default: fallback, description }) => {
    const names = flag ? `${variable}, ${flag}` : variable;
    return `  ${names}\n      ${description}${fallback === undefined ? "" : ` [${fallback}]`}\n`;
  });
  return `Usage: codat-customers-mcp [command] [flags]

Serves read-only tools over stdio, by the Model Context Protocol: the customers of small
businesses in Codat, and the files kept with them. Unofficial; not made by Codat.

Commands, instead of serving:
  doctor [--json]
      checks the settings, the way to Codat, the key, the pinned companies
  config HOST
      prints the configuration to paste for a host, with the settings that are set:
      ${hosts.join(", ")}

Settings, as environment variables or flags (a flag wins; [default]):
${settings.join("")}
  --help, --version

Exit: 0 done or stopped, 1 a check failed, 2 a wrong flag, command or setting.
`;
}
