import { settingsList } from "../settings/index.ts";
import { commands } from "./command.ts";
import type { Syntax } from "./commands/syntax.ts";

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
${Object.values(commands).map(linesOf).join("")}
Settings, as environment variables or flags. A flag overrides a variable. Defaults are in [ ].
${settings.join("")}
  --help (-h), --version (-v)

Exit codes: 0 done or stopped; 1 a check failed; 2 invalid flag, command or setting.
`;
}

function linesOf({ help }: Syntax<unknown>): string {
  return help
    .map(({ usage, does }) => `  ${usage}\n${does.map((line) => `      ${line}\n`).join("")}`)
    .join("");
}
